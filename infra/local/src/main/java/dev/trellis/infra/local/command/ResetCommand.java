package dev.trellis.infra.local.command;

import dev.trellis.infra.local.platform.FileTree;
import java.io.Console;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Stops everything and deletes the state folder, after asking. */
@Command(name = "reset", mixinStandardHelpOptions = true, description = "Stops everything and deletes all data.")
final class ResetCommand implements Callable<Integer> {

    @Mixin
    private Place place;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Override
    public Integer call() throws IOException {
        var root = place.state().root();
        if (!Files.isDirectory(root)) {
            System.out.println(place.json() ? "{\"deleted\": false}" : "there is no data at " + root);
            return ExitCode.DONE;
        }
        if (!Files.isDirectory(root.resolve("run"))) {
            System.err.println(root + " is no state folder of Trellis (it has no run/): nothing was deleted");
            return ExitCode.FAILED;
        }
        if (!yes && !agreed("Delete all data in " + root + "? [y/N] ")) {
            System.err.println("nothing was deleted");
            return ExitCode.FAILED;
        }
        var unused = new Shutdown(place.state(), place.client()).run();
        FileTree.delete(root);
        System.out.println(place.json() ? "{\"deleted\": true}" : "deleted " + root);
        return ExitCode.DONE;
    }

    private static boolean agreed(String question) {
        Console console = System.console();
        if (console == null) {
            System.err.println("there is no terminal to ask on; add --yes");
            return false;
        }
        String answer = console.readLine("%s", question);
        return answer != null && answer.strip().equalsIgnoreCase("y");
    }
}
