package annlab.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.lab.settings.PrerequisiteException;
import java.net.BindException;
import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoopbackTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 80, 443, 1023})
  void aPortThatIsTheAdministratorsIsSaidWithOneThatIsNot(int port) {
    assertThat(message(port, "Permission denied"))
        .endsWith(
            "cannot be used (Permission denied); ports below 1024 are for the system's"
                + " administrator; choose another port: annlab serve --port 8080");
  }

  /** 192.0.2.0/24 is nobody's. */
  @ParameterizedTest
  @ValueSource(strings = {"192.0.2.1", "192.0.2.77", "192.0.2.254"})
  void anAddressOfAnotherMachineIsSaid(String address) {
    assertThatThrownBy(
            () -> Loopback.requireFree(InetAddress.getByName(address), 0, "the site", "--port"))
        .isInstanceOf(PrerequisiteException.class)
        .hasMessageContaining(address)
        .hasMessageContaining("it is no address of this machine; --host 0.0.0.0 listens on all")
        .hasMessageNotContaining("holds it");
  }

  @Test
  void ofAPortThatIsTakenTheHolderIsToEnd() {
    assertThat(message(7070, "Address already in use"))
        .contains("; end ", "annlab serve --port 7071");
  }

  private static String message(int port, String reason) {
    return String.valueOf(
        Loopback.taken(
                Loopback.inetAddress(), port, "the site", "--port", new BindException(reason))
            .getMessage());
  }
}
