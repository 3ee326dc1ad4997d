package dev.trellis.infra.local.command;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops everything that was started on a state folder, including what a killed daemon left behind; the data stays. */
@Command(
        name = "down",
        mixinStandardHelpOptions = true,
        description = "Stops everything that up has started; data stays.")
final class DownCommand implements Callable<Integer> {

    @Mixin
    private Place place;

    @Override
    public Integer call() {
        List<String> ended = new Shutdown(place.state(), place.client()).run();
        if (place.json()) {
            String quoted = ended.isEmpty() ? "" : "\"" + String.join("\", \"", ended) + "\"";
            System.out.println("{\"stopped\": [" + quoted + "]}");
        } else {
            System.out.println(ended.isEmpty() ? "nothing runs" : "stopped: " + String.join(", ", ended));
        }
        return ExitCode.DONE;
    }
}
