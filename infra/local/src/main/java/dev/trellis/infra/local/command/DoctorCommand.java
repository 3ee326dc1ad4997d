package dev.trellis.infra.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Looks at everything the platform needs and names what is missing with its fix; exit code 1 when something needed is. */
@Command(name = "doctor", mixinStandardHelpOptions = true, description = "Names what is missing, and the fix.")
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private Place place;

    @Option(
            names = "--port-offset",
            defaultValue = "${env:TRELLIS_PORT_OFFSET:-0}",
            description = "Added to every default port.")
    private int portOffset;

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Finding> findings = new Examination(place, portOffset).findings();
        if (place.json()) {
            System.out.println(new ObjectMapper().writeValueAsString(findings));
        } else {
            findings.forEach(DoctorCommand::show);
        }
        boolean ill = findings.stream().anyMatch(finding -> finding.grade() == Finding.Grade.MISSING);
        return ill ? ExitCode.FAILED : ExitCode.DONE;
    }

    private static void show(Finding finding) {
        String sign =
                switch (finding.grade()) {
                    case OK -> "✓";
                    case OPTIONAL -> "!";
                    case MISSING -> "✗";
                };
        System.out.printf("  %s %-18s %s%n", sign, finding.check(), finding.detail());
        if (!finding.fix().isEmpty()) {
            System.out.printf("    %-18s → %s%n", "", finding.fix());
        }
    }
}
