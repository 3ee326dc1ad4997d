package dev.trellis.host.random;

import dev.trellis.host.random.Block.Activity;
import dev.trellis.host.random.Block.Boundary;
import dev.trellis.host.random.Block.Branch;
import dev.trellis.host.random.Block.Trigger;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An interpreter of block trees, which knows neither BPMN nor the engine. It does what can be done at once in any order, and
 * when nothing can, lets the one outcome or timer of the lowest rank come; a run on the kernel does the same.
 */
final class Oracle {
    private final Performer performer;
    private final Agenda agenda = new Agenda();
    private final Undos undos;
    private final Frame root;
    private boolean ended;

    private Oracle(Path path) {
        this.performer = new Performer(path.salt());
        this.undos = new Undos(performer, agenda);
        this.root = Frame.of(path.start());
    }

    /** How a path through a process ends. */
    static Ending ending(RandomProcess process, Path path) {
        Oracle oracle = new Oracle(path);
        Region whole = Region.within(null, oracle.root, () -> oracle.ended = true);
        Runnable exit = process.undoneAtEnd() ? () -> oracle.undos.undo(null, whole, whole::exit) : whole::exit;
        oracle.run(process.body(), whole, whole, exit);
        oracle.agenda.exhaust();
        if (!oracle.ended) {
            throw new IllegalStateException("the oracle does not reach the end of " + process.key());
        }
        return new Ending(oracle.root.own(), oracle.agenda.tasks(), oracle.agenda.events());
    }

    /**
     * Begins a block.
     *
     * @param at what is left when the block is
     * @param scope what ends only when all that the block sets off has ended
     */
    private void run(Block block, Region at, Region scope, Runnable then) {
        switch (block) {
            case Block.Nothing nothing -> then.run();
            case Block.Undo undo -> undos.undo(undo.activity(), at, then);
            case Block.Sequence sequence -> inOrder(sequence.parts(), at, scope, then);
            case Block.Exclusive choice -> choose(choice, at, scope, then);
            case Block.Parallel all -> together(all.branches(), at, scope, then);
            case Block.Inclusive some -> together(chosen(some, at.frame), at, scope, then);
            case Block.Repeat repeat -> round(repeat, 0, at, scope, then);
            case Activity activity -> begin(activity, at, scope, then);
        }
    }

    private void inOrder(List<Block> parts, Region at, Region scope, Runnable then) {
        if (parts.isEmpty()) {
            then.run();
            return;
        }
        run(parts.getFirst(), at, scope, () -> inOrder(parts.subList(1, parts.size()), at, scope, then));
    }

    private void choose(Block.Exclusive choice, Region at, Region scope, Runnable then) {
        for (Branch branch : choice.branches()) {
            if (holds(branch.when(), at.frame)) {
                String raises = branch.raises();
                run(branch.then(), at, scope, raises == null ? then : () -> raise(raises, at));
                return;
            }
        }
        run(choice.otherwise(), at, scope, then);
    }

    private static boolean holds(Block.Test test, Frame frame) {
        return test.holds(frame.number(test.variable()));
    }

    private static List<Block> chosen(Block.Inclusive some, Frame frame) {
        List<Block> chosen = some.branches().stream()
                .filter(branch -> holds(branch.when(), frame))
                .map(Branch::then)
                .toList();
        return chosen.isEmpty() ? List.of(some.otherwise()) : chosen;
    }

    private void together(List<Block> branches, Region at, Region scope, Runnable then) {
        Countdown join = new Countdown(branches.size(), then);
        branches.forEach(branch -> run(branch, at, scope, join::down));
    }

    private void round(Block.Repeat repeat, int number, Region at, Region scope, Runnable then) {
        at.frame.own().put(repeat.counter(), number);
        run(repeat.body(), at, scope, () -> {
            at.frame.own().put(repeat.counter(), number + 1);
            if (number + 1 < repeat.most() && holds(repeat.again(), at.frame)) {
                agenda.happened("another round");
                round(repeat, number + 1, at, scope, then);
            } else {
                then.run();
            }
        });
    }

    private void begin(Activity activity, Region at, Region scope, Runnable then) {
        Region region = new Region(
                at,
                at.frame,
                activity.boundaries(),
                boundary -> run(boundary.handler(), at, scope, then),
                at.deeds,
                then);
        activity.boundaries().forEach(boundary -> arm(boundary, region, at, scope));
        if (activity.loop() == null) {
            work(activity, region, region::exit);
        } else {
            new Turns(activity, activity.loop(), region, this::work, agenda).begin();
        }
    }

    private void arm(Boundary boundary, Region region, Region at, Region scope) {
        if (!(boundary.trigger() instanceof Trigger.OnTimer timer)) {
            return;
        }
        Map<String, @Nullable Object> places = at.frame.pick(timer.places());
        performer
                .timer(boundary.id(), timer.places(), places)
                .ifPresent(rank -> agenda.later(rank, region, () -> {
                    agenda.happened(timer.interrupting() ? "timer that interrupts" : "timer beside");
                    if (timer.interrupting()) {
                        region.close();
                        region.leave.accept(boundary);
                    } else {
                        scope.enter();
                        run(boundary.handler(), at, scope, scope::exit);
                    }
                }));
    }

    private void work(Activity activity, Region at, Runnable then) {
        switch (activity.work()) {
            case Work.Sub sub -> {
                Region scope = Region.sub(activity.id(), at, at.frame, then);
                run(
                        sub.body(),
                        scope,
                        scope,
                        sub.undoneAtEnd() ? () -> undos.undo(null, scope, scope::exit) : scope::exit);
            }
            case Work.Task task -> task(task, at, then);
        }
    }

    private void task(Work.Task task, Region at, Runnable then) {
        Performer.Answer answer = performer.answer(task, at.frame.pick(task.inputs()));
        agenda.task(task, answer, at, () -> {
            if (answer.ending() instanceof Performer.Ending.Outputs outputs
                    && Performer.error(task, outputs).isEmpty()) {
                at.frame.own().putAll(task.written(outputs.values()));
                at.deeds.add(task, at.frame);
                then.run();
            } else {
                raise(Performer.error(task, answer.ending()).orElseThrow(), at);
            }
        });
    }

    private void raise(String code, Region from) {
        agenda.happened("error");
        Region region = from;
        while (region != null) {
            for (Boundary boundary : region.boundaries) {
                if (boundary.trigger() instanceof Trigger.OnError error && error.catches(code)) {
                    region.close();
                    region.leave.accept(boundary);
                    return;
                }
            }
            region = region.outer;
        }
        throw new IllegalStateException("nothing catches " + code);
    }

    /** Runs something when it was reached so often. */
    private static final class Countdown {
        private final Runnable then;
        private int left;

        Countdown(int left, Runnable then) {
            this.left = left;
            this.then = then;
        }

        void down() {
            left--;
            if (left == 0) {
                then.run();
            }
        }
    }
}
