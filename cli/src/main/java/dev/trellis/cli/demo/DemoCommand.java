package dev.trellis.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.cli.frame.BaseCommand;
import dev.trellis.cli.frame.CommandFailure;
import dev.trellis.cli.frame.Documents;
import dev.trellis.cli.frame.ExitCode;
import dev.trellis.cli.frame.Placeholders;
import dev.trellis.cli.frame.Terminal;
import dev.trellis.cli.instance.InstanceWatch;
import dev.trellis.cli.local.LocalProgram;
import dev.trellis.cli.registry.RegistryChange;
import dev.trellis.cli.rest.HostClient;
import dev.trellis.cli.rest.PlatformAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the wildlife example end to end on this machine. */
@Command(
        name = "demo",
        description =
                "Start the platform, run a real process on real data, show the result; the platform goes on running.")
public final class DemoCommand extends BaseCommand {
    private static final String PROCESS = "wildlife.strikes";
    private static final int AIRPORTS = 10;

    @Option(names = "--no-approve", description = "Leave the approval of the costs to you.")
    boolean noApprove;

    @Option(names = "--down", description = "Stop the platform afterwards.")
    boolean down;

    @Override
    protected int run(Terminal terminal) {
        Path state = common().state(surroundings());
        LocalProgram platform = new LocalProgram(surroundings(), state);
        terminal.line("Starting the platform");
        if (platform.run(List.of("up"), line -> terminal.line("  " + line)) != ExitCode.OK) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE, "the platform did not start", "Look closer: ./trellis doctor");
        }
        try {
            return demo(terminal, state, platform);
        } finally {
            if (down) {
                var unused = platform.run(List.of("down"), terminal::line);
            }
        }
    }

    private int demo(Terminal terminal, Path state, LocalProgram platform) {
        HostClient host = new HostClient(PlatformAddress.find(common(), surroundings()));
        HostClient approver = new HostClient(PlatformAddress.find(common().as(Approver.NAME), surroundings()));
        Path reports = reportsFolder(state);
        try (Webhook webhook = Webhook.start()) {
            Placeholders placeholders = placeholders(reports, noApprove ? "" : webhook.url());
            apply(host, terminal, placeholders);
            FunctionStarts starts = FunctionStarts.now(platform);
            JsonNode instance = follow(host, terminal, placeholders, new Approver(approver, terminal, !noApprove));
            if (noApprove && Approver.waitsForAPerson(instance)) {
                return leaveToUser(terminal, instance);
            }
            if (InstanceWatch.exitCode(instance) != ExitCode.OK) {
                throw InstanceWatch.notCompleted(instance);
            }
            return show(terminal, instance, reports, starts.since(platform), webhook.received());
        }
    }

    private void apply(HostClient host, Terminal terminal, Placeholders placeholders) {
        terminal.line("\nApplying examples/wildlife-strikes/registry to the registries");
        RegistryChange change = new RegistryChange(host, terminal, example().resolve("registry"), placeholders);
        var unused = change.apply(change.plan());
    }

    private JsonNode follow(HostClient host, Terminal terminal, Placeholders placeholders, Approver approver) {
        ObjectNode start = Documents.object().put("process", PROCESS);
        start.set("variables", Documents.readObject(example().resolve("input.json"), placeholders));
        String id = host.post("/v1/instances", start).path("instance_id").asText();
        terminal.line("\nRunning " + PROCESS + " as instance " + id);
        return new InstanceWatch(host, terminal).follow(id, approver);
    }

    private int show(Terminal terminal, JsonNode instance, Path reports, long starts, List<String> received) {
        List<String> lines =
                Documents.readText(RawFigures.fileIn(example())).lines().toList();
        List<String> differences = RawFigures.of(lines, AIRPORTS).differences(instance.path("variables"));
        DemoReport report = new DemoReport(instance, reports, differences, starts, received);
        terminal.result(report.json(), report.text());
        boolean written =
                Files.exists(reports.resolve(DemoReport.REPORT)) && Files.exists(reports.resolve(DemoReport.CHART));
        if (!written) {
            throw new CommandFailure(ExitCode.FAILED, "the report is not in " + reports);
        }
        return differences.isEmpty() ? ExitCode.OK : ExitCode.FAILED;
    }

    private static int leaveToUser(Terminal terminal, JsonNode instance) {
        terminal.result(
                instance, """

                The costs wait for a person. Approve them yourself:
                  ./trellis inbox --as %1$s
                  ./trellis complete USER-TASK --as %1$s -v approved=true -v approval_note='looks right'
                  ./trellis get %2$s --watch""".formatted(Approver.NAME, instance.path("id").asText()));
        return ExitCode.OK;
    }

    private Placeholders placeholders(Path reports, String webhook) {
        return new Placeholders(Map.of(
                "data_folder", example().resolve("data").toString(),
                "reports_folder", reports.toString(),
                "webhook", webhook));
    }

    private static Path reportsFolder(Path state) {
        try {
            return Files.createDirectories(state.toAbsolutePath().normalize().resolve("reports"));
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.FAILED, "cannot create the reports folder: " + e.getMessage());
        }
    }

    private Path example() {
        return surroundings().repository().resolve("examples/wildlife-strikes");
    }
}
