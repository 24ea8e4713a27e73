package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SlowClientsTest {
  private static final int CLIENTS = 200;
  private static final int CALLS = 9;

  /** Half never end their headers, half send a body of which all but a byte is to come. */
  @Test
  @Timeout(60)
  void twoHundredSlowClientsLeaveOthersUnderASecond(@TempDir Path home) throws Exception {
    List<Socket> slow = new ArrayList<>();
    try (SiteUnderTest site = new SiteUnderTest(home)) {
      String start =
          " HTTP/1.1\r\nHost: 127.0.0.1:"
              + site.site.port()
              + "\r\nContent-Type: application/json\r\n";
      String body =
          "POST /api/v1/runs"
              + start
              + "Content-Length: 60000\r\nOrigin: http://127.0.0.1:"
              + site.site.port()
              + "\r\nX-Annlab-Token: "
              + site.token()
              + "\r\n\r\n{";
      try {
        for (int i = 0; i < CLIENTS; i++) {
          slow.add(begin(site, i % 2 == 0 ? "GET /" + start : body));
        }
        List<Double> seconds = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
          slow.forEach(SlowClientsTest::writeOneByte);
          long started = System.nanoTime();
          assertThat(site.get("/api/v1/runs").statusCode()).isEqualTo(200);
          seconds.add((System.nanoTime() - started) / 1e9);
        }
        // The median: something else that the machine does may hold up a single one.
        assertThat(seconds.stream().sorted().toList().get(CALLS / 2))
            .as("%s", seconds)
            .isLessThan(1);
        // They were served beside the slow ones, and not when these had been cut off.
        for (Socket client : slow) {
          assertThat(isConnected(client)).isTrue();
        }
      } finally {
        for (Socket client : slow) {
          client.close();
        }
      }
    }
  }

  private static boolean isConnected(Socket client) throws IOException {
    client.setSoTimeout(1);
    try {
      client.getInputStream().read();
      return false; // the end, or an answer that says why it is cut off
    } catch (SocketTimeoutException e) {
      return true; // nothing to read and no end
    }
  }

  private static void writeOneByte(Socket client) {
    try {
      client.getOutputStream().write('X');
    } catch (IOException e) {
      // The server has cut this one off, as it may.
    }
  }

  private static Socket begin(SiteUnderTest site, String text) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.site.port());
    socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }
}
