package annlab.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class DataHomeTest {
  private static final DataFile FILE = Packing.file();
  private static final String EXPECTED =
      "expected 200000 bytes with SHA-256 " + Packing.sha256(Packing.CONTENT);

  @TempDir Path temporary;
  private Path first;
  private Path second;
  private Path cache;
  private DataHome home;

  @BeforeEach
  void twoFoldersAndACache() throws IOException {
    first = Files.createDirectory(temporary.resolve("first"));
    second = Files.createDirectory(temporary.resolve("second"));
    cache = temporary.resolve("cache");
    home = DataHome.offline(List.of(first, second), cache);
  }

  private static Path put(Path folder, byte[] bytes) {
    return Packing.write(folder.resolve("things.data.gz"), bytes);
  }

  private static byte[] good() {
    return Packing.gzip(Packing.CONTENT);
  }

  @Test
  void foldersAreSearchedInTheirOrderAndTheCacheLast() throws IOException {
    Files.createDirectory(cache);
    Path inCache = put(cache, good());
    assertThat(home.require(FILE)).isEqualTo(inCache);
    Path inSecond = put(second, good());
    assertThat(home.require(FILE)).isEqualTo(inSecond);
    Path inFirst = put(first, good());
    assertThat(home.require(FILE)).isEqualTo(inFirst);
    assertThat(home.find(FILE)).contains(inFirst);
    assertThat(home.content(FILE)).isEqualTo(Packing.CONTENT);
  }

  @Test
  void hashesNameWhatWasHandedOutAndNothingElse() {
    assertThat(home.hashes()).isEmpty();
    assertThat(home.find(FILE)).isEmpty();
    assertThat(home.hashes()).isEmpty();
    put(first, good());
    home.require(FILE);
    assertThat(home.hashes()).isEqualTo(Map.of("things.data.gz", Packing.sha256(Packing.CONTENT)));
  }

  @Test
  void theSameContentCompressedDifferentlyIsGood() {
    byte[] withTime = good();
    withTime[4] = 1; // the time in the gzip header
    Path path = put(first, withTime);
    assertThat(home.require(FILE)).isEqualTo(path);
  }

  @Test
  void oneFlippedBitInTheContentIsRefusedWithBothHashes() {
    Path path = put(first, Packing.oneBitFlipped());
    byte[] flipped = Packing.CONTENT.clone();
    flipped[100_000] ^= 1;
    assertThatThrownBy(() -> home.require(FILE))
        .isInstanceOf(DataUnavailableException.class)
        .hasMessage(
            path
                + " has the wrong content: "
                + EXPECTED
                + ", got 200000 bytes with SHA-256 "
                + Packing.sha256(flipped)
                + "; delete it or put a good copy in its place");
  }

  @Test
  void oneFlippedBitAnywhereInTheGzipFileNeverPassesUnlessTheContentIsRight() {
    byte[] good = good();
    int refused = 0;
    for (int at = 0; at < good.length; at += 1999) {
      byte[] bad = good.clone();
      bad[at] ^= 0x10;
      put(first, bad);
      try {
        assertThat(home.content(FILE)).isEqualTo(Packing.CONTENT);
      } catch (DataUnavailableException e) {
        refused++;
        assertThat(e).hasMessageContaining(EXPECTED).hasMessageContaining(", got ");
      }
    }
    assertThat(refused).isGreaterThan(90);
  }

  @Test
  void aTruncatedFileIsRefusedAndTheMessageIsOneLine() {
    Path path = put(first, Arrays.copyOf(good(), 50_000));
    assertThatThrownBy(() -> home.require(FILE))
        .hasMessageStartingWith(path + " has the wrong content: " + EXPECTED + ", got 4")
        .hasMessageContaining("(EOFException: Unexpected end of ZLIB input stream)")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void anEmptyFileAndOneThatIsNotGzipAreRefused() {
    put(first, new byte[0]);
    assertThatThrownBy(() -> home.require(FILE)).hasMessageContaining("got 0 bytes");
    put(first, Packing.CONTENT);
    assertThatThrownBy(() -> home.require(FILE)).hasMessageContaining("Not in GZIP format");
  }

  @Test
  void aFileThatUnpacksToFarMoreIsRefusedAfterTheExpectedLength() {
    put(first, Packing.bomb());
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> home.require(FILE))
        .hasMessageContaining("got 200000 bytes with SHA-256")
        .hasMessageContaining("and more behind them");
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000L);
  }

  @Test
  void aGoodCopyFurtherAlongIsUsedWithAWarningThatNamesBoth() {
    Path bad = put(first, Packing.oneBitFlipped());
    Path good = put(second, good());
    Logger logger = (Logger) LoggerFactory.getLogger(DataHome.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      assertThat(home.require(FILE)).isEqualTo(good);
    } finally {
      logger.detachAppender(log);
    }
    assertThat(log.list).hasSize(1);
    assertThat(log.list.get(0).getFormattedMessage())
        .startsWith(bad + " has the wrong content: " + EXPECTED)
        .endsWith("; using " + good + " instead");
  }

  @Test
  void aBadCopyAloneIsAnErrorEvenForALook() {
    put(second, Packing.oneBitFlipped());
    assertThatThrownBy(() -> home.find(FILE)).isInstanceOf(DataUnavailableException.class);
  }

  @Test
  void aMissingFileNamesEveryPlaceAndHowToGetIt() {
    assertThatThrownBy(() -> home.require(FILE))
        .isInstanceOf(DataUnavailableException.class)
        .hasMessage(
            "things.data.gz not found in "
                + first
                + ", "
                + second
                + ", "
                + cache
                + "; to get it: ask the librarian, and set ANNLAB_DATA to the folder that holds it");
  }

  @Test
  void theAdviceForFashionMnistNamesThePackageAndAnAddress() {
    assertThatThrownBy(() -> FashionMnist.load(home))
        .hasMessageContaining("train-images-idx3-ubyte.gz not found in")
        .hasMessageContaining("Debian package dataset-fashion-mnist")
        .hasMessageContaining("http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/");
  }

  @Test
  void aMemberOfAnArchiveIsFoundToo() {
    DataFile file =
        Packing.file(
            List.of(new DataFile.Mirror(URI.create("http://127.0.0.1/things.tgz"), "things.tgz")));
    Path archive =
        Packing.write(
            first.resolve("things.tgz"), Packing.tgz("things/things.data", Packing.CONTENT));
    assertThat(home.require(file)).isEqualTo(archive);
    assertThat(home.content(file)).isEqualTo(Packing.CONTENT);
    Packing.write(archive, Packing.tgz("things/other.data", Packing.CONTENT));
    assertThatThrownBy(() -> home.require(file))
        .hasMessageContaining("the archive has no member things.data");
  }

  @Test
  void namesThatLeaveTheFolderAreRefused() {
    assertThatThrownBy(
            () -> new DataFile("../x.gz", 1, Packing.sha256(new byte[1]), List.of(), "no"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new DataFile.Mirror(URI.create("http://127.0.0.1/"), "a/b.gz"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
