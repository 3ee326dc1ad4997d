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
 * @param packages the folder of function packages
 * @param tasks how many tasks the measurement of the database's size runs
 */
record Options(boolean json, List<String> only, Path repository, Path packages, int tasks) {
    static final String USAGE =
            "usage: bench [--json] [--root FOLDER] [--packages FOLDER] [--tasks NUMBER] [MEASUREMENT …]";
    private static final int USUAL_TASKS = 30_000;

    Options {
        only = List.copyOf(only);
    }

    static Options parse(List<String> arguments) {
        boolean json = false;
        Path root = Path.of("");
        Path packages = Path.of(".trellis-build", "functions");
        int tasks = USUAL_TASKS;
        List<String> only = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--json")) {
                json = true;
            } else if (argument.equals("--root") && i + 1 < arguments.size()) {
                i++;
                root = Path.of(arguments.get(i));
            } else if (argument.equals("--packages") && i + 1 < arguments.size()) {
                i++;
                packages = Path.of(arguments.get(i)).toAbsolutePath();
            } else if (argument.equals("--tasks") && i + 1 < arguments.size()) {
                i++;
                tasks = number(arguments.get(i));
            } else if (argument.startsWith("-")) {
                throw new IllegalArgumentException("unknown option: " + argument);
            } else {
                only.add(argument);
            }
        }
        Path repository = root.toAbsolutePath().normalize();
        return new Options(json, only, repository, repository.resolve(packages), tasks);
    }

    private static int number(String text) {
        if (!text.matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException("--tasks takes a whole number above 0, not '" + text + "'");
        }
        return Integer.parseInt(text);
    }

    boolean wants(String measurement) {
        return only.isEmpty() || only.contains(measurement);
    }
}
