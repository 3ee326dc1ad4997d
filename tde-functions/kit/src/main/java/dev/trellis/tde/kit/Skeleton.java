package dev.trellis.tde.kit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The first files of a new task type: entry, code with its test, policy and a task to try it with. They run as they are. */
public final class Skeleton {
    private static final String NAME_PATTERN = "[a-z0-9]+([._-][a-z0-9]+)*";
    private static final int LONGEST_NAME = 60;

    /** The files of each kind, {@code FILE} in the place of the name that code can have. */
    private static final SortedMap<String, List<String>> KINDS = new TreeMap<>(Map.of(
            "cli", List.of("tde.yaml", "policy.yaml", "test.sh", "spec.json"),
            "container", List.of("tde.yaml", "policy.yaml", "FILE.sh", "FILE.test.sh", "Dockerfile", "spec.json"),
            "javascript", List.of("tde.yaml", "FILE.js", "FILE.test.js", "spec.json"),
            "python", List.of("tde.yaml", "FILE.py", "FILE_test.py", "spec.json"),
            "shell", List.of("tde.yaml", "FILE.sh", "FILE.test.sh", "spec.json"),
            "http", List.of("tde.yaml", "policy.yaml", "spec.json"),
            "sql", List.of("tde.yaml", "policy.yaml", "spec.json")));

    /** What {@code --kind script} may be written in; each is a kind of its own too. */
    private static final List<String> LANGUAGES = List.of("javascript", "python", "shell");

    /**
     * The kind that an author means.
     *
     * @param kind one of {@link #kinds()}, or {@code script}
     * @param language of a script
     * @throws IllegalArgumentException when the two do not go together
     */
    public static String kindOf(String kind, @Nullable String language) {
        boolean script = kind.equals("script");
        if (script && (language == null || !LANGUAGES.contains(language))) {
            throw new IllegalArgumentException(
                    "a script is written in one of " + LANGUAGES + ": say --language, such as --language shell");
        }
        if (!script && language != null && !language.equals(kind)) {
            throw new IllegalArgumentException("--language goes with --kind script, not with " + kind);
        }
        return script && language != null ? language : kind;
    }

    /** The kinds of which there is a skeleton. */
    public static List<String> kinds() {
        return List.copyOf(KINDS.keySet());
    }

    /**
     * Writes the files; none of them when one is there already.
     *
     * @param name of the task type, such as {@code demo.greet}
     * @return what was written
     * @throws IllegalArgumentException when there is no such kind or the name is none
     * @throws FileAlreadyExistsException when a file is there
     */
    public static List<Path> write(String name, String kind, Path folder) throws IOException {
        List<String> files = KINDS.get(kind);
        if (files == null) {
            throw new IllegalArgumentException("there is no skeleton of kind " + kind + "; there are " + kinds());
        }
        if (!name.matches(NAME_PATTERN) || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    name + " is no name of a task type: dotted lower case such as demo.greet, at most 60 characters");
        }
        String plain = name.replaceAll("[.-]", "_");
        SortedMap<Path, String> texts = new TreeMap<>();
        for (String file : files) {
            String text = template(kind, file).replace("NAME", name).replace("FILE", plain);
            texts.put(folder.resolve(fileName(file, name, plain)), text);
        }
        for (Path path : texts.keySet()) {
            if (Files.exists(path)) {
                throw new FileAlreadyExistsException(path.toString());
            }
        }
        Path unused = Files.createDirectories(folder);
        for (Map.Entry<Path, String> text : texts.entrySet()) {
            Path unusedPath = Files.writeString(text.getKey(), text.getValue());
        }
        return new ArrayList<>(texts.keySet());
    }

    private static String fileName(String file, String name, String plain) {
        if (file.startsWith("FILE")) {
            return file.replace("FILE", plain);
        }
        return file.equals("tde.yaml") ? name + ".yaml" : name + "." + file;
    }

    private static String template(String kind, String file) throws IOException {
        try (InputStream text = Skeleton.class.getResourceAsStream("skeleton/" + kind + "/" + file)) {
            if (text == null) {
                throw new IllegalStateException("the skeleton " + kind + " has no " + file);
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private Skeleton() {}
}
