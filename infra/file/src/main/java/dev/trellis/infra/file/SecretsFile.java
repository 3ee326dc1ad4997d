package dev.trellis.infra.file;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The file of secrets as text: a first line with the version of the form, then a secret a line. */
final class SecretsFile {
    private static final String FORM = "trellis-secrets 1";
    private static final int FIELDS = 5;

    /** The secrets by name; none when there is no file yet. */
    static SortedMap<String, Sealed> read(Path file) throws IOException {
        SortedMap<String, Sealed> secrets = new TreeMap<>();
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException none) {
            return secrets;
        }
        if (!text.startsWith(FORM + "\n")) {
            throw new IOException("the first line is not '" + FORM + "': another program wrote it, or a newer Trellis");
        }
        for (String line : text.lines().skip(1).toList()) {
            Sealed kept = kept(line);
            secrets.put(kept.name(), kept);
        }
        return secrets;
    }

    private static Sealed kept(String line) throws IOException {
        String[] fields = line.split(" ", -1);
        try {
            if (fields.length == FIELDS) {
                return new Sealed(
                        fields[0],
                        Integer.parseInt(fields[1]),
                        Instant.parse(fields[2]),
                        Instant.parse(fields[3]),
                        fields[4]);
            }
        } catch (NumberFormatException | DateTimeException broken) {
            throw new IOException("a line of it is broken", broken);
        }
        throw new IOException("a line of it is broken");
    }

    /** Writes all secrets beside the file, to the disk, and then puts them in its place. */
    static void replace(Path file, Collection<Sealed> secrets) throws IOException {
        String text = secrets.stream()
                .map(kept -> String.join(
                        " ",
                        kept.name(),
                        Integer.toString(kept.version()),
                        kept.createdAt().toString(),
                        kept.changedAt().toString(),
                        kept.box() + "\n"))
                .collect(Collectors.joining("", FORM + "\n", ""));
        Path draft = OwnersFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        var unused = Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private SecretsFile() {}
}
