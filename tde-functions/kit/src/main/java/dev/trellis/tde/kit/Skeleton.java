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

/** The first files of a new task type: entry, code, policy and a task to try it with. They run as they are. */
public final class Skeleton {
    private static final String NAME_PATTERN = "[a-z0-9]+([._-][a-z0-9]+)*";
    private static final int LONGEST_NAME = 60;

    /** The files of each kind, {@code FILE} in the place of the name that code can have. */
    private static final SortedMap<String, List<String>> KINDS = new TreeMap<>(Map.of(
            "python", List.of("tde.yaml", "FILE.py", "spec.json"),
            "http", List.of("tde.yaml", "policy.yaml", "spec.json"),
            "sql", List.of("tde.yaml", "policy.yaml", "spec.json")));

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
