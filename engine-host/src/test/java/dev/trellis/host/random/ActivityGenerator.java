package dev.trellis.host.random;

import dev.trellis.host.random.Block.Activity;
import dev.trellis.host.random.Block.Boundary;
import dev.trellis.host.random.Block.Trigger;
import dev.trellis.host.random.Loop.Gather;
import dev.trellis.host.random.Loop.Size;
import dev.trellis.host.random.Work.Fault;
import dev.trellis.host.random.Work.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes activities: tasks and sub-processes, with loops and boundary events. */
final class ActivityGenerator {
    private static final List<String> CODES = List.of("E1", "E2", "E3");
    private static final int MOST_TURNS = 3;
    private static final int MOST_TIMES = 12;
    private static final int MOST_READ = 3;

    private final Random random;
    private final ProcessGenerator blocks;

    ActivityGenerator(Random random, ProcessGenerator blocks) {
        this.random = random;
        this.blocks = blocks;
    }

    /** A plain task. */
    Block task(Surroundings at, int depth) {
        return finished(at, depth, blocks.id("t"), null, List.of(), false);
    }

    /** A task whose outcome comes when nothing else can go on, and which succeeds. */
    Block last(Surroundings at) {
        blocks.spend(at.times());
        String id = blocks.id("t");
        return new Activity(id, new Task(id, List.of(), at.places(), true, true, null, null), null, List.of());
    }

    /** A task or sub-process, perhaps in a loop, perhaps with boundary events. */
    Block activity(Surroundings at, int depth) {
        boolean sub = random.nextInt(5) < 2;
        String id = blocks.id(sub ? "s" : "t");
        List<Trigger> triggers = triggers(at);
        Loop loop = at.times() * MOST_TURNS <= MOST_TIMES && random.nextInt(3) == 0 ? loop(at, sub) : null;
        return finished(at, depth, id, loop, triggers, sub);
    }

    private Block finished(
            Surroundings at, int depth, String id, @Nullable Loop loop, List<Trigger> triggers, boolean sub) {
        Surroundings before = at.copy();
        Surroundings inside = at.copy().catching(codes(triggers));
        if (loop != null) {
            inside = inside.inTurnOf("i_" + id, MOST_TURNS);
        }
        if (!triggers.isEmpty() || loop != null && !loop.sequential()) {
            inside = inside.beside();
        }
        boolean timed = triggers.stream().anyMatch(Trigger.OnTimer.class::isInstance);
        Work work = sub ? sub(inside.inScope(), id, depth, at) : task(inside, id, loop, timed);
        Loop closed = loop == null ? null : closed(loop, inside, before);
        Surroundings done = before.copy();
        if (loop != null) {
            done.seen().add("g_" + id);
        } else {
            done.after(inside);
        }
        List<Boundary> boundaries = boundaries(at, before, done, depth, triggers);
        boolean sure = triggers.stream().noneMatch(ActivityGenerator::interrupts);
        if (sure) {
            at.after(done);
        } else {
            at.perhapsAfter(done);
        }
        return new Activity(id, work, closed, boundaries);
    }

    private Work sub(Surroundings inside, String id, int depth, Surroundings at) {
        Block body = blocks.sequence(inside, depth);
        if (at.undoing().on()) {
            at.undoing().activities().add(id);
        }
        return new Work.Sub(body, inside.undoing().mayThrow() && random.nextInt(4) == 0);
    }

    private Task task(Surroundings at, String id, @Nullable Loop loop, boolean timed) {
        blocks.spend(at.times());
        boolean counted = loop != null && loop.size() instanceof Size.Number;
        boolean mapped = counted || random.nextBoolean();
        boolean ordered = timed || loop != null && loop.enough() != null && !loop.sequential();
        Task task = new Task(id, reads(at, mapped), at.places(), mapped, ordered, fault(at), null);
        at.numbers().add(task.result());
        if (!mapped) {
            at.seen().add(task.extra());
        }
        if (!at.undoing().on() || random.nextInt(3) == 0) {
            return task;
        }
        at.undoing().activities().add(id);
        return task.undone();
    }

    private List<String> reads(Surroundings at, boolean mapped) {
        List<String> names = new ArrayList<>(at.numbers());
        if (!mapped) {
            names.addAll(at.seen());
        }
        Collections.shuffle(names, random);
        return names.stream().distinct().limit(random.nextInt(MOST_READ + 1)).toList();
    }

    private @Nullable Fault fault(Surroundings at) {
        if (at.codes().isEmpty() || random.nextInt(3) == 0) {
            return null;
        }
        int last = at.codes().size() - 1;
        String code = at.codes().get(random.nextBoolean() ? last : random.nextInt(last + 1));
        return new Fault(code, Fault.Kind.values()[random.nextInt(Fault.Kind.values().length)]);
    }

    private List<Trigger> triggers(Surroundings at) {
        List<Trigger> triggers = new ArrayList<>();
        switch (random.nextInt(6)) {
            case 0 -> triggers.add(new Trigger.OnError(null));
            case 1, 2 -> triggers.add(new Trigger.OnError(CODES.get(random.nextInt(CODES.size()))));
            default -> {}
        }
        if (random.nextInt(3) == 0) {
            boolean interrupting = at.inRound() || at.undoing().on() || random.nextInt(5) > 2;
            triggers.add(new Trigger.OnTimer(interrupting, at.places()));
        }
        return triggers;
    }

    private static List<String> codes(List<Trigger> triggers) {
        return triggers.stream()
                .filter(Trigger.OnError.class::isInstance)
                .map(Trigger.OnError.class::cast)
                .flatMap(error -> error.code() == null ? CODES.stream() : List.of(error.code()).stream())
                .toList();
    }

    static boolean interrupts(Trigger trigger) {
        return !(trigger instanceof Trigger.OnTimer timer) || timer.interrupting();
    }

    /** Handlers stand beside each other; one that does not interrupt stands beside the activity and all that follows. */
    private List<Boundary> boundaries(
            Surroundings at, Surroundings before, Surroundings done, int depth, List<Trigger> triggers) {
        List<Boundary> boundaries = new ArrayList<>();
        for (Trigger trigger : triggers) {
            Surroundings start = before.copy();
            if (interrupts(trigger)) {
                start.perhapsAfter(done);
            }
            String id = blocks.id("b");
            Block handler = random.nextInt(4) == 0 ? new Block.Nothing() : blocks.sequence(start, depth + 1);
            boundaries.add(new Boundary(id, trigger, handler));
            if (interrupts(trigger)) {
                at.perhapsAfter(start);
            }
        }
        return boundaries;
    }

    private Loop loop(Surroundings at, boolean sub) {
        boolean sequential = random.nextBoolean();
        boolean condition = random.nextInt(4) == 0 && (sequential || !sub);
        Size size = sub || random.nextInt(3) > 0
                ? new Size.Elements(Path.LISTS.get(random.nextInt(Path.LISTS.size())))
                : new Size.Number(at.numbers().get(random.nextInt(at.numbers().size())), MOST_TURNS + 1);
        Gather gather =
                switch (random.nextInt(3)) {
                    case 0 -> new Gather.Nowhere();
                    case 1 -> sub || at.inLoop() ? new Gather.Aggregated(List.of()) : new Gather.Collected();
                    default -> new Gather.Aggregated(List.of());
                };
        return new Loop(sequential, size, condition ? 1 + random.nextInt(2) : null, gather);
    }

    /** The loop, once it is known what its turns write. */
    private static Loop closed(Loop loop, Surroundings inside, Surroundings before) {
        if (!(loop.gather() instanceof Gather.Aggregated)) {
            return loop;
        }
        List<String> sources = new ArrayList<>(inside.numbers());
        sources.addAll(inside.seen());
        sources.removeAll(before.numbers());
        sources.removeAll(before.seen());
        if (loop.size() instanceof Size.Elements) {
            sources.add(inside.places().getLast());
        }
        return new Loop(
                loop.sequential(),
                loop.size(),
                loop.enough(),
                new Gather.Aggregated(sources.stream().distinct().toList()));
    }
}
