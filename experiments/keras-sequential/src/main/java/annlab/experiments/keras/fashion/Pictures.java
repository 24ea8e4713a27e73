package annlab.experiments.keras.fashion;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Draws images of Fashion MNIST with a caption each, dark on white as in the chapter's figures. */
final class Pictures {
  private static final int PIXELS = 28;
  private static final int CAPTION = 22;
  private static final int GAP = 12;

  private Pictures() {}

  /**
   * A grid of images with captions.
   *
   * @param images grey values 0 (white) to 255 (black), shape [at least the captions, 28, 28]
   * @param captions one an image, row by row
   * @param columns images in a row of the grid
   * @param size width and height of an image in the drawing's units
   * @return the drawing, SVG
   */
  static String grid(INDArray images, List<String> captions, int columns, int size) {
    int rows = (captions.size() + columns - 1) / columns;
    int width = GAP + columns * (size + GAP);
    int height = GAP + rows * (size + CAPTION + GAP);
    StringBuilder svg = new StringBuilder();
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 %d %d' width='%d' height='%d'>
            <rect width='100%%' height='100%%' fill='white'/>
            <g font-family='sans-serif' font-size='12' text-anchor='middle' fill='#222'>
            """,
            width,
            height,
            width,
            height));
    for (int i = 0; i < captions.size(); i++) {
      int x = GAP + i % columns * (size + GAP);
      int y = GAP + i / columns * (size + CAPTION + GAP);
      svg.append(
          String.format(
              Locale.ROOT,
              "<image x='%d' y='%d' width='%d' height='%d' style='image-rendering:pixelated'"
                  + " href='data:image/png;base64,%s'/>\n<text x='%d' y='%d'>%s</text>\n",
              x,
              y,
              size,
              size,
              png(pixels(images, i)),
              x + size / 2,
              y + size + 16,
              captions.get(i)));
    }
    return svg.append("</g>\n</svg>\n").toString();
  }

  /** The grey values of an image, row by row, 784 integers from 0 to 255. */
  static int[] pixels(INDArray images, int row) {
    return images.slice(row).dup('c').reshape((long) PIXELS * PIXELS).toIntVector();
  }

  private static String png(int[] pixels) {
    BufferedImage image = new BufferedImage(PIXELS, PIXELS, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < pixels.length; i++) {
      image.getRaster().setSample(i % PIXELS, i / PIXELS, 0, 255 - pixels[i]);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a picture to memory", e);
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }
}
