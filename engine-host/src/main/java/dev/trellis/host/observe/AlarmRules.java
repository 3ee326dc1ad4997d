package dev.trellis.host.observe;

import dev.trellis.host.instance.StuckInstances.Stuck;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides which alarms two looks in a row raise. Pure. */
final class AlarmRules {
    static final String STARVED = "tasks.starved";
    static final String UNATTENDED = "tasks.unattended";
    static final String STUCK = "instances.stuck";
    static final String OUTBOX = "outbox.growing";
    static final List<String> ALL = List.of(STARVED, UNATTENDED, STUCK, OUTBOX);

    /** The timer wakes an orchestrator every minute, and nudges more often. */
    private static final Duration UNATTENDED_AFTER = Duration.ofMinutes(2);

    private static final Duration GROWING_AFTER = Duration.ofMinutes(1);
    private static final Duration STANDING_AFTER = Duration.ofMinutes(5);

    /**
     * The alarms.
     *
     * @param before the look before, where there was one
     * @param tenant whose instances may be named
     */
    static List<Alarm> alarms(@Nullable Signs before, Signs now, String tenant) {
        List<Alarm> alarms = new ArrayList<>();
        if (starved(now)) {
            alarms.add(new Alarm(
                    STARVED,
                    now.ready(),
                    now.ready() + " tasks are ready, the oldest for "
                            + now.oldestReady().toSeconds() + " s, while an orchestrator listens and takes nothing",
                    "see trellis logs pdo and trellis why TASK; restarting the host makes all orchestrators look anew",
                    List.of()));
        }
        if (unattended(now)) {
            alarms.add(new Alarm(
                    UNATTENDED,
                    now.ready(),
                    now.ready() + " tasks are ready, the oldest for "
                            + now.oldestReady().toSeconds() + " s, and no orchestrator comes",
                    "see that the orchestrator's function starts (trellis logs pdo) and that timer and nudges reach it",
                    List.of()));
        }
        if (now.stuck().count() > 0) {
            alarms.add(new Alarm(
                    STUCK,
                    now.stuck().count(),
                    now.stuck().count() + " instances run in which nothing can happen any more",
                    "look with trellis get INSTANCE, end with trellis cancel INSTANCE, start again; report it: this is a bug",
                    examples(now, tenant)));
        }
        if (growing(before, now)) {
            alarms.add(new Alarm(
                    OUTBOX,
                    now.unpublished(),
                    now.unpublished() + " events wait, the oldest for "
                            + now.oldestUnpublished().toSeconds() + " s",
                    "an orchestrator publishes them: see trellis logs pdo and that the event bus takes them",
                    List.of()));
        }
        return alarms;
    }

    /** Under a backlog, too, tasks wait long: then the orchestrators take others meanwhile. */
    private static boolean starved(Signs now) {
        return now.ready() > 0 && now.listening() && !now.leasing();
    }

    private static boolean unattended(Signs now) {
        return now.ready() > 0 && !now.listening() && now.oldestReady().compareTo(UNATTENDED_AFTER) > 0;
    }

    private static boolean growing(@Nullable Signs before, Signs now) {
        Duration age = now.oldestUnpublished();
        boolean more = before != null && now.unpublished() > before.unpublished();
        return more ? age.compareTo(GROWING_AFTER) > 0 : age.compareTo(STANDING_AFTER) > 0;
    }

    private static List<String> examples(Signs now, String tenant) {
        return now.stuck().oldest().stream()
                .filter(stuck -> stuck.tenant().equals(tenant))
                .map(Stuck::id)
                .toList();
    }

    private AlarmRules() {}
}
