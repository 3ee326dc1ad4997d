package dev.trellis.bench.chaos;

import dev.trellis.bench.platform.LocalPlatform;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Carries faults out, and brings back what nothing else brings back. */
final class Kills {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration INTO_RECOVERY = Duration.ofMillis(1_300);
    private static final Duration STEP = Duration.ofMillis(50);

    private final LocalPlatform platform;
    private final Victims victims;
    private final Snare snare;
    private final InboxSnare inbox;
    private final SecondHost second;

    Kills(LocalPlatform platform, Victims victims, Snare snare, InboxSnare inbox, SecondHost second) {
        this.platform = platform;
        this.victims = victims;
        this.snare = snare;
        this.inbox = inbox;
        this.second = second;
    }

    /** Whether something was killed; a process that is not there or does not come past in time is none. */
    boolean inflict(Fault fault) throws IOException, InterruptedException {
        boolean killed =
                switch (fault) {
                    case Fault.AtPoint(CrashPoint point) when point == CrashPoint.INBOX_WRITTEN -> inInbox();
                    case Fault.AtPoint(CrashPoint point) ->
                        snare.at(point, PATIENCE).isPresent();
                    case Fault.AnyTime any -> atAnyTime(any);
                };
        second.start();
        return killed;
    }

    private boolean inInbox() {
        try {
            return inbox.catchHost(PATIENCE).isPresent();
        } catch (SQLException away) {
            return false;
        }
    }

    private boolean atAnyTime(Fault.AnyTime fault) throws IOException, InterruptedException {
        return switch (fault) {
            case HOST -> kill(awaited(victims::host));
            case SECOND_HOST -> kill(second.handle());
            case ORCHESTRATOR -> kill(awaited(victims::orchestrator));
            case FUNCTION -> kill(awaited(victims::function));
            case DAEMON -> daemon();
            case DATABASE -> stopDatabase();
            case DATABASE_IN_RECOVERY -> {
                boolean stopped = stopDatabase();
                LockSupport.parkNanos(INTO_RECOVERY.toNanos());
                yield stopDatabase() && stopped;
            }
        };
    }

    private boolean daemon() throws IOException, InterruptedException {
        Victims.kill(victims.daemon());
        double unused = platform.up();
        return true;
    }

    /** SIGQUIT is what {@code pg_ctl stop -m immediate} sends. */
    private boolean stopDatabase() throws IOException, InterruptedException {
        Optional<ProcessHandle> postmaster = awaited(victims::postmaster);
        if (postmaster.isPresent()) {
            Victims.signal("QUIT", postmaster.get());
            var unused = postmaster
                    .get()
                    .onExit()
                    .completeOnTimeout(null, PATIENCE.toSeconds(), TimeUnit.SECONDS)
                    .join();
        }
        return postmaster.isPresent();
    }

    private static boolean kill(Optional<ProcessHandle> victim) {
        victim.ifPresent(Victims::kill);
        return victim.isPresent();
    }

    /** Looks for a process. */
    @FunctionalInterface
    interface Search {
        Optional<ProcessHandle> look() throws IOException;
    }

    /** The process, as soon as there is one. */
    static Optional<ProcessHandle> awaited(Search search) throws IOException {
        long limit = System.nanoTime() + PATIENCE.toNanos();
        Optional<ProcessHandle> found = search.look();
        while (found.isEmpty() && System.nanoTime() < limit) {
            LockSupport.parkNanos(STEP.toNanos());
            found = search.look();
        }
        return found;
    }
}
