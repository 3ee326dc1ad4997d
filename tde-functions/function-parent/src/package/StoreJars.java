import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Repacks a function's zip: the jars in it hold their classes uncompressed and the zip compresses each jar as a whole. That
 * takes a third off the package, and a starting process inflates nothing. Two builds of one commit give the same bytes.
 *
 * <p>Usage: {@code java StoreJars.java target/function.zip LEAVE_OUT}, a regular expression over the names of what is in the
 * jars: a library may bring what no function needs, such as the native code of other platforms.
 */
public final class StoreJars {
    private static final LocalDateTime EPOCH = LocalDateTime.of(2026, 1, 1, 0, 0);

    public static void main(String[] arguments) throws IOException {
        Path zip = Path.of(arguments[0]);
        Predicate<String> leftOut = Pattern.compile(arguments[1]).asMatchPredicate();
        Path repacked = zip.resolveSibling("function.zip.part");
        Set<String> seen = new HashSet<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip));
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(repacked))) {
            out.setLevel(Deflater.BEST_COMPRESSION);
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (seen.add(entry.getName())) {
                    byte[] content = in.readAllBytes();
                    out.putNextEntry(dated(entry.getName()));
                    out.write(entry.getName().endsWith(".jar") ? stored(content, leftOut) : content);
                    out.closeEntry();
                }
            }
        }
        Files.move(repacked, zip, StandardCopyOption.REPLACE_EXISTING);
        System.out.printf("%s: %,d bytes%n", zip.getFileName(), Files.size(zip));
    }

    private static byte[] stored(byte[] jar, Predicate<String> leftOut) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Set<String> seen = new HashSet<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(jar));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!leftOut.test(entry.getName()) && seen.add(entry.getName())) {
                    store(entry.getName(), in.readAllBytes(), out);
                }
            }
        }
        return bytes.toByteArray();
    }

    private static void store(String name, byte[] content, ZipOutputStream out) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry entry = dated(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        out.putNextEntry(entry);
        out.write(content);
        out.closeEntry();
    }

    private static ZipEntry dated(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(EPOCH);
        return entry;
    }
}
