#!/bin/sh
# Runs quick runs back to back with the site open and says whether the site's process stays as it is.
# soak.sh [MINUTES]: 30 by default. ANNLAB names the launcher. Linux only: it reads /proc.
# Prints a line a minute, then the medians of the second and of the last quarter. Exit code 1 if
# memory has grown by more than a tenth, or threads or handles by more than four.
set -u
minutes=${1:-30}
annlab=${ANNLAB:-$(dirname "$0")/../../../../../annlab}
work=$(mktemp -d)
export ANNLAB_HOME="$work/home"
: > "$work/serve.json"
"$annlab" serve --port 0 --dl4j-port 0 --json > "$work/serve.json" 2> "$work/serve.err" &
server=$!
followers=
finish() {
  # shellcheck disable=SC2086  # a list of numbers
  kill $server $followers 2> /dev/null
  wait $server
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM
until site=$(sed -n 's/.*"site" *: *"\(http[^"]*\)\/".*/\1/p' "$work/serve.json") && [ -n "$site" ]; do
  kill -0 $server 2> /dev/null || { cat "$work/serve.err" >&2; exit 3; }
  sleep 0.2
done

ask() { curl -sS --max-time 60 "$site/api/v1$1"; }
value() { grep -o "\"$1\" *: *\"[^\"]*\"" | head -n 1 | sed 's/.*"\([^"]*\)"$/\1/'; }

# A page carries what it needs to change something.
token=$(curl -sS "$site/" | sed -n 's/.*name="annlab-token" content="\([^"]*\)".*/\1/p')

runs=0 failed=0 started=$(date +%s)
end=$((started + minutes * 60)) next=$started
echo "minute runs rss_mb threads handles" | tee "$work/samples"
while [ "$(date +%s)" -lt "$end" ]; do
  case $((runs % 3)) in
    0) experiment=fashion-mnist ;;
    1) experiment=iris-perceptron ;;
    2) experiment=exclusive-or ;;
  esac
  run=$(curl -sS --max-time 60 -H 'Content-Type: application/json' \
    -H "Origin: $site" -H "X-Annlab-Token: $token" -d "{\"experiment\": \"$experiment\", \"quick\": true}" "$site/api/v1/runs" | value id)
  [ -n "$run" ] || { echo "the site starts no run" >&2; exit 4; }
  curl -sSN "$site/api/v1/runs/$run/events" > /dev/null 2>&1 & # as an open page does
  followers=$!
  while :; do
    status=$(ask "/runs/$run" | value status)
    case $status in queued | running) ask /runs > /dev/null; sleep 0.5 ;; *) break ;; esac
  done
  wait $followers
  followers=
  ask /claims > /dev/null
  runs=$((runs + 1))
  [ "$status" = finished ] || failed=$((failed + 1))
  if [ "$(date +%s)" -ge $next ]; then
    next=$((next + 60))
    rss=$(awk '/^VmRSS/ {print int($2 / 1024)}' /proc/$server/status)
    threads=$(awk '/^Threads/ {print $2}' /proc/$server/status)
    handles=$(find /proc/$server/fd -mindepth 1 | wc -l)
    echo "$((($(date +%s) - started) / 60)) $runs $rss $threads $handles" | tee -a "$work/samples"
  fi
done
echo "$runs runs, $failed of them not finished"
awk -v failed="$failed" '
  NR > 1 {n++; rss[n] = $3; threads[n] = $4; handles[n] = $5}
  function median(values, from, to,   i, j, k, sorted, swap) {
    k = 0
    for (i = from; i <= to; i++) sorted[++k] = values[i]
    for (i = 1; i <= k; i++) for (j = i + 1; j <= k; j++) if (sorted[j] < sorted[i]) {
      swap = sorted[i]; sorted[i] = sorted[j]; sorted[j] = swap
    }
    return sorted[int((k + 1) / 2)]
  }
  END {
    if (n < 8) {print "too short to judge: fewer than 8 samples"; exit 2}
    q = int(n / 4)
    r = median(rss, q + 1, 2 * q); s = median(rss, n - q + 1, n)
    t = median(threads, q + 1, 2 * q); u = median(threads, n - q + 1, n)
    h = median(handles, q + 1, 2 * q); i = median(handles, n - q + 1, n)
    printf "second quarter -> last: memory %d -> %d MB, threads %d -> %d, handles %d -> %d\n", r, s, t, u, h, i
    exit !(failed == 0 && s <= 1.1 * r && u <= t + 4 && i <= h + 4)
  }' "$work/samples"
