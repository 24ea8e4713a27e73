package annlab.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import annlab.networks.files.VerifiedZip;
import annlab.networks.files.ZipFiles;
import annlab.networks.layers.Dense;
import annlab.networks.layers.Input;
import annlab.networks.losses.Loss;
import annlab.networks.numpy.Npy;
import annlab.networks.numpy.NumpyArrays;
import annlab.networks.optimizers.Adam;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Model files, weights and checkpoints that somebody made to do harm. */
class HostileModelFileTest {
  private static final int VERSION = 1;
  private static final String FORMAT = "annlab-model";
  private static final List<String> PATHS =
      List.of(
          "../evil.txt",
          "../../../../../../tmp/evil.txt",
          "/tmp/evil.txt",
          "a/b.npy",
          "a\\b.npy",
          "..\\evil.txt",
          "C:evil.txt",
          "evil.txt:stream",
          "folder/",
          ".",
          "..",
          "a\nb",
          "a\u0000b",
          "x".repeat(201));

  @TempDir Path folder;
  private Path inner;
  private Path file;

  /** The entries of a good model file, but for the manifest. */
  private Map<String, byte[]> good;

  @BeforeEach
  void save() throws IOException {
    inner = Files.createDirectories(folder.resolve("a/b/c"));
    file = inner.resolve("model.zip");
    model().save(file);
    good = new LinkedHashMap<>(ZipFiles.read(file));
    good.remove("manifest.json");
  }

  private static Model model() {
    return Sequential.of(Input.of(2), new Dense(3, "relu"), new Dense(1))
        .seed(5)
        .compile(Loss.meanSquaredError(), new Adam(0.01));
  }

  /** The reason in one line; nothing but the file itself is there afterwards. */
  private void refused(Path hostile, String reason) throws IOException {
    List<Path> before = files();
    assertThatThrownBy(() -> Model.load(hostile))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(hostile.toString())
        .hasMessageContaining(reason)
        .satisfies(
            e -> assertThat(e.getMessage()).hasSizeLessThan(600).doesNotContain("\n", "\u0000"));
    assertThat(files()).isEqualTo(before);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted().toList();
    }
  }

  /** A file whose manifest is right for what is in it. */
  private Path with(Consumer<Map<String, byte[]>> change) {
    Map<String, byte[]> entries = new LinkedHashMap<>(good);
    change.accept(entries);
    return written(VerifiedZip.withManifest(FORMAT, VERSION, entries));
  }

  private Path written(Map<String, byte[]> entries) {
    ZipFiles.write(file, entries);
    return file;
  }

  private Path described(String from, String to) {
    String json = new String(good.get("model.json"), StandardCharsets.UTF_8);
    assertThat(json).contains(from);
    return with(
        entries ->
            entries.put("model.json", json.replace(from, to).getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void theFileThatTheOthersAreMadeFromIsRead() {
    assertThat(Model.load(with(entries -> {})).parameters()).isEqualTo(model().parameters());
  }

  @Test
  void anEntryNamedLikeAPathIsRefused() throws IOException {
    for (String path : PATHS) {
      refused(
          with(entries -> entries.put(path, new byte[] {1})),
          "has the name of a path; use another");
      Path weights = inner.resolve("weights.npz");
      ZipFiles.write(weights, Map.of(path, Npy.write(Nd4j.createFromArray(1.0))));
      assertThatThrownBy(() -> model().loadWeights(weights))
          .hasMessageContaining("has the name of a path");
      Files.delete(weights);
      assertThatThrownBy(
              () ->
                  Checkpoint.read(
                      ZipFiles.bytes(Map.of(path, new byte[] {1}), 0), "checkpoint-1.zip"))
          .hasMessageStartingWith("checkpoint-1.zip is damaged: its entry ");
    }
  }

  @Test
  void anEntryThatIsThereTwiceIsRefused() throws IOException {
    Map<String, byte[]> entries = VerifiedZip.withManifest(FORMAT, VERSION, good);
    byte[] other = new byte[good.get("parameters.npy").length];
    entries.put("parameters.npX", other); // of the same length as the name that it is to have
    byte[] bytes = ZipFiles.bytes(entries, 0);
    Files.write(file, replaced(bytes, "parameters.npX", "parameters.npy"));
    refused(file, "is damaged: it has parameters.npy twice");
  }

  private static byte[] replaced(byte[] in, String from, String to) {
    String text = new String(in, StandardCharsets.ISO_8859_1);
    return text.replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
  }

  @Test
  void whatTheManifestDoesNotNameIsRefused() throws IOException {
    Map<String, byte[]> entries = VerifiedZip.withManifest(FORMAT, VERSION, good);
    entries.put("gadget.ser", new byte[] {(byte) 0xac, (byte) 0xed});
    refused(written(entries), "it has gadget.ser, which its manifest does not name");
  }

  @Test
  void aMissingManifestOrOneOfAnotherFormatIsRefused() throws IOException {
    refused(written(good), "was not written by Model.save: it has no manifest.json");
    refused(written(VerifiedZip.withManifest("other", VERSION, good)), "must be of format annlab");
    refused(
        written(VerifiedZip.withManifest(FORMAT, 2, good)),
        "version 1, got annlab-model, version 2");
    for (String manifest :
        List.of(
            "",
            "[]",
            "null",
            "{",
            "{\"format\":\"annlab-model\",\"version\":1}",
            "{\"format\":\"annlab-model\",\"version\":1,\"sha256\":[]}",
            "[".repeat(100_000),
            "{\"format\":\"annlab-model\",\"version\":1,\"sha256\":{\"a\\nb"
                + "x".repeat(9_999)
                + "\":\"\"}}",
            "{\"format\":\"a\\nb" + "x".repeat(9_999) + "\"}")) {
      Map<String, byte[]> entries = new LinkedHashMap<>(good);
      entries.put("manifest.json", manifest.getBytes(StandardCharsets.UTF_8));
      refused(written(entries), "");
    }
  }

  @Test
  void aPartThatIsMissingOrChangedIsRefused() throws IOException {
    Map<String, byte[]> whole = VerifiedZip.withManifest(FORMAT, VERSION, good);
    for (String part : good.keySet()) {
      Map<String, byte[]> entries = new LinkedHashMap<>(whole);
      byte[] changed = good.get(part).clone();
      changed[changed.length - 1] ^= 1;
      entries.put(part, changed);
      refused(written(entries), "is damaged: " + part + " has SHA-256 ");
      entries.remove(part);
      refused(written(entries), "is damaged: " + part + " is missing");
    }
  }

  @Test
  void numbersThatAreTooFewOrNotFiniteAreRefused() throws IOException {
    INDArray parameters = Npy.read(good.get("parameters.npy"), "p");
    long count = parameters.length();
    for (long length : List.of(0L, 1L, count - 1, count + 1)) {
      byte[] other = length == 0 ? npy("<f4", "0,", 0) : Npy.write(Nd4j.ones(length));
      refused(with(entries -> entries.put("parameters.npy", other)), "parameters.npy");
      refused(with(entries -> entries.put("updater.npy", other)), "updater.npy");
    }
    for (float value : List.of(Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY)) {
      byte[] other = Npy.write(parameters.dup().putScalar(count - 1, value));
      refused(
          with(entries -> entries.put("parameters.npy", other)),
          "parameters.npy has numbers that are not finite");
      Path weights = inner.resolve("weights.npz");
      Model model = model();
      List<INDArray> before = model.weights();
      NumpyArrays.write(weights, before.stream().map(w -> w.dup().assign(value)).toList());
      assertThatThrownBy(() -> model.loadWeights(weights))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(weights + ", arr_0.npy has numbers that are not finite; use another copy");
      assertThat(model.weights()).isEqualTo(before);
      Files.delete(weights);
    }
  }

  /** Sizes whose product is small only because it overflows, and sizes of no array. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "2305843009213693953,",
        "4294967296, 4294967296",
        "1152921504606846976, 16",
        "0, 4611686018427387904, 4611686018427387904",
        "99999999999999999999,",
        "1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1",
        "3, 4",
        "7,"
      })
  void aShapeThatIsNotThatOfTheNumbersIsRefused(String shape) throws IOException {
    byte[] array = npy("<f8", shape, 8);
    assertThatThrownBy(() -> Npy.read(array, "a.npy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("a.npy ");
    refused(with(entries -> entries.put("parameters.npy", array)), "parameters.npy");
  }

  private static byte[] npy(String type, String shape, int bytes) {
    return npy(
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + shape + "), }", bytes);
  }

  private static byte[] npy(String header, int bytes) {
    byte[] text = header.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(12 + text.length + bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0})
        .putInt(text.length)
        .put(text)
        .array();
  }

  @Test
  void aHeaderLongerThanNumpysLongestIsRefused() {
    String header = "'descr': '<f4'".repeat(1_000);
    assertThatThrownBy(() -> Npy.read(npy(header, 4), "a.npy"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a.npy has a header of 14000 bytes, expected 10000 at most");
    for (String type : List.of("|O", "<f2", ">f4", "|V8", "<U1")) {
      assertThatThrownBy(() -> Npy.read(npy(type, "1,", 8), "a.npy"))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("must hold float32, float64, int32 or int64 numbers");
    }
  }

  /** Before memory is taken for the layers, it is looked at whether there are numbers for them. */
  @Test
  void layersThatWouldTakeAllMemoryAreRefused() throws IOException {
    for (int units : List.of(4, 1_000_000, Integer.MAX_VALUE)) {
      refused(described("\"units\" : 3", "\"units\" : " + units), "numbers");
    }
    for (String shape : List.of("4611686018427387904, 4", "9223372036854775807", "3")) {
      refused(described("\"shape\" : [ 2 ]", "\"shape\" : [ " + shape + " ]"), "is damaged: ");
    }
    refused(described("\"units\" : 3", "\"units\" : -1"), "units must be");
    refused(described("\"units\" : 3", "\"units\" : 1.5"), "units");
    refused(described("\"kind\" : \"OWN\"", "\"kind\" : \"java.lang.Runtime\""), "Kind");
    String dropouts = "{\"Dropout\":{\"rate\":0.1}},".repeat(1_000);
    refused(described("\"layers\" : [", "\"layers\" : [" + dropouts), "expected 1000 at most");
    refused(
        described("\"layers\" : [", "\"layers\" : [" + "{},".repeat(2_000_000)),
        "model.json has 60");
    refused(
        described("\"layers\" : [", "\"layers\" : [" + "[".repeat(50_000)),
        "is damaged: model.json is not JSON");
  }

  @Test
  void tooManyEntriesAreRefused() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i <= 10_000; i++) {
        zip.putNextEntry(new ZipEntry("e" + i));
      }
    }
    refused(file, "has more than 10000 entries");
  }

  /** Zeros that pack to a thousandth, in one entry and in many. */
  @Test
  void aBombIsRefusedInAHeapThatIsSmallerThanWhatItUnpacksTo() throws Exception {
    int megabyte = 1 << 20;
    bomb(file, 1, 512L * megabyte);
    Path many = inner.resolve("many.zip");
    bomb(many, 32, 16L * megabyte);
    // A bomb within a bomb is an entry like any other: nothing unpacks it.
    Path nested = inner.resolve("nested.zip");
    written(nested, "inner.zip", file);
    Path lying = inner.resolve("lying.zip");
    Files.write(lying, declaring(Files.readAllBytes(file), 10));
    assertThat(inAnotherJvm(file, many, nested, lying))
        .containsExactly(
            file + " unpacks to more than 134217728 bytes; use another copy",
            many + " unpacks to more than 134217728 bytes; use another copy",
            nested + " was not written by Model.save: it has no manifest.json",
            lying + " unpacks to more than 134217728 bytes; use another copy");
  }

  private static void bomb(Path file, int entries, long bytes) throws IOException {
    byte[] zeros = new byte[1 << 20];
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i < entries; i++) {
        zip.putNextEntry(new ZipEntry(i == 0 ? "manifest.json" : "e" + i));
        for (long done = 0; done < bytes; done += zeros.length) {
          zip.write(zeros);
        }
      }
    }
  }

  private static void written(Path file, String entry, Path content) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry(entry));
      Files.copy(content, zip);
    }
  }

  /** The file with another size of its first entry in the header before it. */
  private static byte[] declaring(byte[] zip, int size) {
    byte[] lying = zip.clone();
    int flags = 6;
    int sizes = 18;
    lying[flags] &= ~8; // sizes stand here, not behind the content
    ByteBuffer.wrap(lying)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(sizes, size)
        .putInt(sizes + 4, size);
    return lying;
  }

  private static List<String> inAnotherJvm(Path... files) throws Exception {
    Stream<String> command =
        Stream.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx400m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            HostileModelFileTest.class.getName());
    Process child =
        new ProcessBuilder(Stream.concat(command, Stream.of(files).map(Path::toString)).toList())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    try (InputStream out = child.getInputStream()) {
      out.transferTo(said);
    }
    assertThat(child.waitFor()).isZero();
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  /** The other JVM: says why it reads none of the files, or what else happens to it. */
  public static void main(String[] files) {
    for (String file : files) {
      try {
        Model.load(Path.of(file));
        System.out.println("read");
      } catch (IllegalArgumentException | OutOfMemoryError e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void aHostileCheckpointIsRefused() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>(good);
    assertThatThrownBy(() -> Checkpoint.read(ZipFiles.bytes(entries, 0), "c.zip"))
        .hasMessage("c.zip was not written by a training's checkpoints: it has no manifest.json");
    Map<String, byte[]> other = VerifiedZip.withManifest(FORMAT, VERSION, entries);
    assertThatThrownBy(() -> Checkpoint.read(ZipFiles.bytes(other, 0), "c.zip"))
        .hasMessageContaining("must be of format annlab-checkpoint");
    Map<String, byte[]> bare = VerifiedZip.withManifest("annlab-checkpoint", VERSION, entries);
    assertThatThrownBy(() -> Checkpoint.read(ZipFiles.bytes(bare, 0), "c.zip"))
        .hasMessageStartingWith("c.zip is damaged: training.json is missing");
    bare.put("extra", new byte[1]);
    assertThatThrownBy(() -> Checkpoint.read(ZipFiles.bytes(bare, 0), "c.zip"))
        .hasMessageStartingWith("c.zip is damaged: it has extra, which its manifest does not name");
    ByteArrayInputStream cut = new ByteArrayInputStream(Arrays.copyOf(ZipFiles.bytes(bare, 0), 40));
    assertThatThrownBy(() -> ZipFiles.read(cut, "cut.zip"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cut.zip is damaged: ");
  }
}
