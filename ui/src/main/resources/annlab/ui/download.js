// Gives the reader a file that the page made.

/** @param {string} name @param {string} type @param {string} content */
export function download(name, type, content) {
  save(name, new Blob([content], {type}));
}

/** @param {string} name @param {Blob} content */
export function save(name, content) {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** @param {(string | number | undefined)[][]} rows a table as RFC 4180 writes it */
export function csv(rows) {
  return (
    rows
      .map((row) =>
        row
          .map((field) => {
            const text = String(field ?? '');
            return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
          })
          .join(','),
      )
      .join('\r\n') + '\r\n'
  );
}
