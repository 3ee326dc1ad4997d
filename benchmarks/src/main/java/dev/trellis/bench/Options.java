package dev.trellis.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command line.
 *
 * @param json whether figures are printed as JSON
 * @param only names of the measurements to take; empty for all
 * @param repository the root of the built repository
 */
record Options(boolean json, List<String> only, Path repository) {
    static final String USAGE = "usage: bench [--json] [--root FOLDER] [MEASUREMENT …]";

    Options {
        only = List.copyOf(only);
    }

    static Options parse(List<String> arguments) {
        boolean json = false;
        Path root = Path.of("");
        List<String> only = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--json")) {
                json = true;
            } else if (argument.equals("--root") && i + 1 < arguments.size()) {
                i++;
                root = Path.of(arguments.get(i));
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException("unknown option: " + argument);
            } else {
                only.add(argument);
            }
        }
        return new Options(json, only, root.toAbsolutePath().normalize());
    }

    boolean wants(String measurement) {
        return only.isEmpty() || only.contains(measurement);
    }
}
