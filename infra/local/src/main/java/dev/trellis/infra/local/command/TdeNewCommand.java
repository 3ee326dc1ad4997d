package dev.trellis.infra.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.trellis.tde.kit.Skeleton;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a task type that works, to be changed into the one that is wanted. */
@Command(
        name = "new",
        description = "Writes a working task type: entry, code with its test, policy and a task to try it with.")
final class TdeNewCommand implements Callable<Integer> {

    @Parameters(paramLabel = "NAME", description = "Name of the task type, such as demo.greet.")
    private String name;

    @Option(
            names = "--kind",
            required = true,
            paramLabel = "KIND",
            description = "What executes it: script (with --language), cli, http or sql.")
    private String kind;

    @Option(names = "--language", paramLabel = "LANGUAGE", description = "Of a script: python, shell or javascript.")
    private @Nullable String language;

    @Option(
            names = {"-f", "--folder"},
            paramLabel = "DIR",
            description = "Where to write (default: a folder of that name here).")
    private @Nullable Path folder;

    @Option(names = "--json", description = "Speak JSON.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        try {
            Path target = folder == null ? Path.of(name) : folder;
            List<Path> written = Skeleton.write(name, Skeleton.kindOf(kind, language), target);
            ArrayNode files = new ObjectMapper().createArrayNode();
            written.forEach(file -> files.add(file.toString()));
            System.out.println(json ? files : said(written, target));
            return ExitCode.DONE;
        } catch (FileAlreadyExistsException there) {
            System.err.println("trellis: " + there.getMessage() + " is there already; nothing was written");
        } catch (IllegalArgumentException wrong) {
            System.err.println("trellis: " + wrong.getMessage());
        }
        return ExitCode.FAILED;
    }

    private String said(List<Path> written, Path target) {
        StringBuilder said = new StringBuilder();
        written.forEach(file -> said.append("wrote ").append(file).append('\n'));
        return said + "apply it:  ./trellis apply -f " + target + "\ntry it:    ./trellis submit "
                + target.resolve(name + ".spec.json") + " --watch";
    }
}
