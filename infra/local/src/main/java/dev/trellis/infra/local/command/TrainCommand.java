package dev.trellis.infra.local.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.trellis.infra.local.catalog.FunctionPackages;
import dev.trellis.infra.local.function.JavaRuntime;
import dev.trellis.infra.local.train.PackageTrainer;
import dev.trellis.infra.local.train.TrainedFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes function packages of what the build left and trains their AOT caches. */
@Command(
        name = "train",
        mixinStandardHelpOptions = true,
        description = "Makes the function packages and their AOT caches.")
final class TrainCommand implements Callable<Integer> {

    @Mixin
    private Place place;

    @Option(names = "--packages", description = "Where packages go (default: ROOT/.trellis-build/functions).")
    private @Nullable Path packages;

    @Option(names = "--runtime-client", description = "The jars of the runtime interface client (default: below ROOT).")
    private @Nullable Path runtimeClient;

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Path client = runtimeClient == null ? place.root().resolve("infra/local/target/ric") : runtimeClient;
        List<TrainedFunction> functions = TrainedFunction.below(place.root());
        if (functions.isEmpty() || !Files.isDirectory(client)) {
            System.err.printf("no function was built below %s; build first: ./trellis build%n", place.root());
            return ExitCode.FAILED;
        }
        var target = new FunctionPackages(packages == null ? place.defaultPackages() : packages);
        try {
            report(new PackageTrainer(target, client, JavaRuntime.current(), Clock.systemUTC()).train(functions));
            return ExitCode.DONE;
        } catch (IOException e) {
            System.err.println(e.getMessage());
            return ExitCode.FAILED;
        }
    }

    private void report(List<PackageTrainer.Done> done) throws IOException {
        if (place.json()) {
            System.out.println(new ObjectMapper().writeValueAsString(done));
            return;
        }
        done.forEach(one ->
                System.out.printf(Locale.ROOT, "  %-10s %s (%.1f s)%n", one.kind(), one.action(), one.seconds()));
    }
}
