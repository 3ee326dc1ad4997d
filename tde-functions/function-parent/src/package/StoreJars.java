import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Repacks what Quarkus made, such as a function's zip: the jars in it hold their classes uncompressed and the zip compresses each
 * jar as a whole. That takes a third off the package, and a starting process inflates nothing. Two builds of one commit give the
 * same bytes: entries are sorted, of one date, and what Quarkus numbered in the order of its threads is numbered anew.
 *
 * <p>Usage: {@code java StoreJars.java target/function.zip LEAVE_OUT}, a regular expression over the names of what is in the
 * jars: a library may bring what no function needs, such as the native code of other platforms.
 */
public final class StoreJars {
    private static final LocalDateTime EPOCH = LocalDateTime.of(2026, 1, 1, 0, 0);

    public static void main(String[] arguments) throws IOException {
        Path zip = Path.of(arguments[0]);
        Predicate<String> leftOut = Pattern.compile(arguments[1]).asMatchPredicate();
        Path repacked = zip.resolveSibling(zip.getFileName() + ".part");
        RecordedKeys keys = new RecordedKeys();
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(repacked))) {
            out.setLevel(Deflater.BEST_COMPRESSION);
            for (Map.Entry<String, byte[]> entry : read(zip).entrySet()) {
                String name = entry.getKey();
                out.putNextEntry(dated(name));
                if (name.endsWith(".jar")) {
                    out.write(stored(entry.getValue(), leftOut));
                } else {
                    out.write(name.endsWith(".class") ? keys.renumbered(entry.getValue()) : entry.getValue());
                }
                out.closeEntry();
            }
        }
        Files.move(repacked, zip, StandardCopyOption.REPLACE_EXISTING);
        System.out.printf("%s: %,d bytes%n", zip.getFileName(), Files.size(zip));
    }

    /** Entries by name; of two that are called the same, the first. */
    private static SortedMap<String, byte[]> read(Path zip) throws IOException {
        SortedMap<String, byte[]> entries = new TreeMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.putIfAbsent(entry.getName(), in.readAllBytes());
            }
        }
        return entries;
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

    /**
     * The keys {@code proxykey1}, {@code proxykey2}… by which recorded start-up steps hand values to one another. Quarkus draws the
     * numbers from one counter while its build steps run in parallel; here they count the keys in the order of the classes' names. They stand
     * in constant pools (JVMS 4.4) alone, as texts of their own.
     */
    private static final class RecordedKeys {
        private static final Pattern KEY = Pattern.compile("proxykey\\d+");
        private static final int UTF8 = 1;
        private static final int COUNT_AT = 8;

        private final Map<String, String> numbers = new HashMap<>();

        byte[] renumbered(byte[] classFile) throws IOException {
            DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
            ByteArrayOutputStream bytes = new ByteArrayOutputStream(classFile.length);
            DataOutputStream out = new DataOutputStream(bytes);
            out.write(in.readNBytes(COUNT_AT));
            int count = in.readUnsignedShort();
            out.writeShort(count);
            for (int index = 1; index < count; index++) {
                int tag = in.readUnsignedByte();
                out.writeByte(tag);
                if (tag == UTF8) {
                    byte[] text = in.readNBytes(in.readUnsignedShort());
                    byte[] now = number(text);
                    out.writeShort(now.length);
                    out.write(now);
                } else {
                    out.write(in.readNBytes(sizeOf(tag)));
                    index += tag == 5 || tag == 6 ? 1 : 0; // long and double count twice
                }
            }
            in.transferTo(out);
            return bytes.toByteArray();
        }

        private byte[] number(byte[] text) {
            String read = new String(text, StandardCharsets.ISO_8859_1);
            if (!KEY.matcher(read).matches()) {
                return text;
            }
            return numbers.computeIfAbsent(read, unused -> "proxykey" + (numbers.size() + 1))
                    .getBytes(StandardCharsets.ISO_8859_1);
        }

        private static int sizeOf(int tag) {
            return switch (tag) {
                case 7, 8, 16, 19, 20 -> 2;
                case 15 -> 3;
                case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
                case 5, 6 -> 8;
                default -> throw new IllegalStateException("no class file has a constant of kind " + tag);
            };
        }
    }
}
