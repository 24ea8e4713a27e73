package annlab.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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
  private DataHome home;

  @BeforeEach
  void twoFolders() throws IOException {
    first = Files.createDirectory(temporary.resolve("first"));
    second = Files.createDirectory(temporary.resolve("second"));
    home = DataHome.ofFolders(List.of(first, second));
  }

  private static Path put(Path folder, byte[] bytes) {
    return Packing.write(folder.resolve("things.data.gz"), bytes);
  }

  private static byte[] good() {
    return Packing.gzip(Packing.CONTENT);
  }

  private static List<String> warnings(Runnable action) {
    Logger logger = (Logger) LoggerFactory.getLogger(DataHome.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.addAppender(log);
    try {
      action.run();
    } finally {
      logger.detachAppender(log);
    }
    return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void foldersAreSearchedInTheirOrder() {
    Path inSecond = put(second, good());
    assertThat(home.find(FILE)).contains(inSecond);
    Path inFirst = put(first, good());
    assertThat(home.find(FILE)).contains(inFirst);
    assertThat(home.content(FILE)).isEqualTo(Packing.CONTENT);
  }

  @Test
  void hashesNameWhatWasHandedOutAndNothingElse() {
    assertThat(home.hashes()).isEmpty();
    assertThat(home.find(FILE)).isEmpty();
    assertThat(home.hashes()).isEmpty();
    put(first, good());
    home.content(FILE);
    assertThat(home.hashes()).isEqualTo(Map.of("things.data.gz", Packing.sha256(Packing.CONTENT)));
  }

  @Test
  void everyFileIsOnBoardAsItWasPublished() {
    Map<String, String> published =
        Map.of(
            "train-images-idx3-ubyte.gz",
            "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
            "train-labels-idx1-ubyte.gz",
            "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
            "t10k-images-idx3-ubyte.gz",
            "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
            "t10k-labels-idx1-ubyte.gz",
            "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
            "cal_housing.data.gz",
            "0e125a8401d302e0334765faa3a2709d669f55ad02cc6a045f6efa313243986a");
    DataHome onBoard = new DataHome();
    List<DataFile> files =
        Stream.concat(
                DataSet.FASHION_MNIST.files().stream(), DataSet.CALIFORNIA_HOUSING.files().stream())
            .toList();
    assertThat(files)
        .extracting(DataFile::name)
        .containsExactlyInAnyOrderElementsOf(published.keySet());
    for (DataFile file : files) {
      assertThat(Packing.sha256(onBoard.packed(file))).isEqualTo(published.get(file.name()));
      assertThat(Packing.sha256(onBoard.content(file))).isEqualTo(file.sha256());
    }
    assertThat(onBoard.hashes()).hasSize(5);
  }

  @Test
  void whatOneReaderDoesToAContentOnBoardNoOtherSees() {
    DataFile labels = FashionMnist.TEST_LABELS;
    new DataHome().content(labels)[8] = 77;
    assertThat(new DataHome().content(labels)[8]).isEqualTo((byte) 9);
  }

  @Test
  void aFolderComesBeforeWhatIsOnBoard() {
    DataFile labels = FashionMnist.TEST_LABELS;
    DataHome both = new DataHome(List.of(first));
    assertThat(both.find(labels)).isEqualTo(new DataHome().find(labels));
    Path copy = Packing.write(first.resolve(labels.name()), new DataHome().packed(labels));
    assertThat(both.find(labels)).contains(copy);
  }

  @Test
  void aDamagedCopyIsNamedWithBothHashesAndTheOneOnBoardUsed() {
    DataFile labels = FashionMnist.TEST_LABELS;
    byte[] flipped = new DataHome().content(labels);
    flipped[100] ^= 1;
    Path bad = Packing.write(first.resolve(labels.name()), Packing.gzip(flipped));
    DataHome both = new DataHome(List.of(first));
    Path onBoard = new DataHome().find(labels).orElseThrow();
    List<String> said =
        warnings(() -> assertThat(both.content(labels)).isEqualTo(new DataHome().content(labels)));
    assertThat(said)
        .containsExactly(
            bad
                + " has the wrong content: expected 10008 bytes with SHA-256 "
                + labels.sha256()
                + ", got 10008 bytes with SHA-256 "
                + Packing.sha256(flipped)
                + "; using "
                + onBoard
                + " instead");
  }

  @Test
  void theSameContentCompressedDifferentlyIsGood() {
    byte[] withTime = good();
    withTime[4] = 1; // the time in the gzip header
    Path path = put(first, withTime);
    assertThat(home.find(FILE)).contains(path);
  }

  @Test
  void oneFlippedBitInTheContentIsRefusedWithBothHashes() {
    Path path = put(first, Packing.oneBitFlipped());
    byte[] flipped = Packing.CONTENT.clone();
    flipped[100_000] ^= 1;
    assertThatThrownBy(() -> home.content(FILE))
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
    assertThatThrownBy(() -> home.content(FILE))
        .hasMessageStartingWith(path + " has the wrong content: " + EXPECTED + ", got 4")
        .hasMessageContaining("(EOFException: Unexpected end of ZLIB input stream)")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void anEmptyFileAndOneThatIsNotGzipAreRefused() {
    put(first, new byte[0]);
    assertThatThrownBy(() -> home.content(FILE)).hasMessageContaining("got 0 bytes");
    put(first, Packing.CONTENT);
    assertThatThrownBy(() -> home.content(FILE)).hasMessageContaining("Not in GZIP format");
  }

  @Test
  void aFileThatUnpacksToFarMoreIsRefusedAfterTheExpectedLength() {
    put(first, Packing.bomb());
    var thread = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = thread.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> home.content(FILE))
        .hasMessageContaining("got 200000 bytes with SHA-256")
        .hasMessageContaining("and more behind them");
    assertThat(thread.getCurrentThreadAllocatedBytes() - before).isLessThan(10_000_000L);
  }

  @Test
  void aGoodCopyFurtherAlongIsUsedWithAWarningThatNamesBoth() {
    Path bad = put(first, Packing.oneBitFlipped());
    Path good = put(second, good());
    List<String> said = warnings(() -> assertThat(home.find(FILE)).contains(good));
    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .startsWith(bad + " has the wrong content: " + EXPECTED)
        .endsWith("; using " + good + " instead");
  }

  @Test
  void aBadCopyAloneIsAnErrorEvenForALook() {
    put(second, Packing.oneBitFlipped());
    assertThatThrownBy(() -> home.find(FILE)).isInstanceOf(DataUnavailableException.class);
  }

  @Test
  void aMissingFileNamesEveryPlaceAndTheDependencyThatHasIt() {
    DataHome both = new DataHome(List.of(first, second));
    assertThatThrownBy(() -> both.content(FILE))
        .isInstanceOf(DataUnavailableException.class)
        .hasMessage(
            "things.data.gz not found in "
                + first
                + ", "
                + second
                + " or on the class path; add the dependency annlab:annlab-data:0.1.0, or set"
                + " ANNLAB_DATA to a folder that has the file");
    assertThatThrownBy(() -> new DataHome().content(FILE))
        .hasMessage(
            "things.data.gz not found on the class path; add the dependency"
                + " annlab:annlab-data:0.1.0, or set ANNLAB_DATA to a folder that has the file");
    assertThatThrownBy(() -> home.content(FILE))
        .hasMessage("things.data.gz not found in " + first + ", " + second + "; put a copy there");
  }

  @Test
  void namesThatLeaveTheFolderAreRefused() {
    assertThatThrownBy(() -> new DataFile("../x.gz", 1, Packing.sha256(new byte[1])))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name must be a plain file name, got ../x.gz");
  }
}
