package dev.trellis.infra.local.train;

import dev.trellis.infra.local.catalog.FunctionPackages;
import dev.trellis.infra.local.function.AotCache;
import dev.trellis.infra.local.function.FunctionPackage;
import dev.trellis.infra.local.function.JavaRuntime;
import dev.trellis.infra.local.function.TrainingRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Makes the function packages of a built repository and trains an AOT cache for each; what is up to date is left alone. */
public final class PackageTrainer {

    private static final String SOURCE = "package.source";

    private final FunctionPackages packages;
    private final PackageAssembly assembly;
    private final JavaRuntime java;
    private final TrainingEvents events;

    /** A trainer that writes below {@code packages} and adds the runtime interface client's jars of a folder. */
    public PackageTrainer(FunctionPackages packages, Path runtimeClient, JavaRuntime java, InstantSource clock) {
        this.packages = packages;
        this.assembly = new PackageAssembly(runtimeClient);
        this.java = java;
        this.events = new TrainingEvents(clock);
    }

    /**
     * What was done for one function.
     *
     * @param kind the function's kind
     * @param action {@code up to date}, {@code trained}, or {@code assembled} when this JDK makes no caches
     * @param seconds how long it took
     */
    public record Done(String kind, String action, double seconds) {}

    /** Brings all packages up to date, as many at a time as there are cores; fails with the first failure. */
    public List<Done> train(List<TrainedFunction> functions) throws IOException, InterruptedException {
        Files.createDirectories(packages.folder());
        List<TrainedFunction> stale = new ArrayList<>();
        List<Done> done = new ArrayList<>();
        for (TrainedFunction function : functions) {
            if (upToDate(function)) {
                done.add(new Done(function.kind(), "up to date", 0));
            } else {
                stale.add(function);
            }
        }
        if (!stale.isEmpty()) {
            done.addAll(java.readsAotCaches() ? trainAll(stale) : assembleAll(stale));
        }
        return List.copyOf(done);
    }

    private boolean upToDate(TrainedFunction function) throws IOException {
        Path source = packages.folder().resolve(function.kind()).resolve(SOURCE);
        if (!Files.exists(source) || !Files.readString(source).equals(digest(function.zip()))) {
            return false;
        }
        return !(AotCache.of(code(function), java) instanceof AotCache.Missing);
    }

    private FunctionPackage code(TrainedFunction function) {
        return new FunctionPackage(packages.folder().resolve(function.kind()));
    }

    private List<Done> assembleAll(List<TrainedFunction> functions) throws IOException {
        List<Done> done = new ArrayList<>();
        for (TrainedFunction function : functions) {
            long began = System.nanoTime();
            assemble(function);
            done.add(new Done(function.kind(), "assembled", secondsSince(began)));
        }
        return done;
    }

    private void assemble(TrainedFunction function) throws IOException {
        assembly.assemble(function.zip(), code(function).folder());
        Files.writeString(code(function).folder().resolve(SOURCE), digest(function.zip()));
    }

    private List<Done> trainAll(List<TrainedFunction> functions) throws IOException, InterruptedException {
        try (TrainingCloud cloud = new TrainingCloud();
                var cores = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            cloud.start();
            Map<String, String> environment = cloud.environment();
            List<Callable<Done>> trainings = functions.stream()
                    .map(function -> (Callable<Done>) () -> trainOne(function, environment))
                    .toList();
            List<Done> done = new ArrayList<>();
            for (Future<Done> training : cores.invokeAll(trainings)) {
                done.add(result(training));
            }
            return done;
        }
    }

    private static Done result(Future<Done> training) throws IOException, InterruptedException {
        try {
            return training.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }

    private Done trainOne(TrainedFunction function, Map<String, String> environment)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        assemble(function);
        Path log = packages.folder().resolve(function.kind() + ".training.log");
        Files.deleteIfExists(log);
        String handler = packages.find(function.kind()).orElseThrow().handler();
        new TrainingRun(java, code(function), handler, environment, log).run(events.of(function));
        return new Done(function.kind(), "trained", secondsSince(began));
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static String digest(Path file) throws IOException {
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            long unused = in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(in.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
