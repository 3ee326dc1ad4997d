package dev.trellis.host.random;

import dev.trellis.host.random.Block.Branch;
import dev.trellis.host.random.Block.Test;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes the block tree of a seed. */
final class ProcessGenerator {
    private static final int DEEPEST = 5;
    private static final int MOST_ROUNDS = 3;
    private static final int MOST_TIMES = 6;

    private final Random random;
    private final ActivityGenerator activities;
    private final boolean undoing;
    private int next;
    private int budget;

    ProcessGenerator(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
        this.budget = 4 + random.nextInt(14);
        this.undoing = random.nextInt(2) == 0;
        this.activities = new ActivityGenerator(random, this);
    }

    Block body() {
        return sequence(Surroundings.ofAll(undoing), 0);
    }

    /** Whether the process ends by throwing compensation. */
    boolean undoneAtEnd() {
        return undoing && random.nextInt(3) == 0;
    }

    /** A part of the diagram's id. */
    String id(String kind) {
        next++;
        return kind + next;
    }

    /** Counts a task that is done at most so often. */
    void spend(int times) {
        budget -= times;
    }

    /** A few blocks, at least one of them a task. */
    Block sequence(Surroundings at, int depth) {
        List<Block> parts = new ArrayList<>();
        int count = depth == 0 ? 3 + random.nextInt(3) : 1 + random.nextInt(2);
        for (int i = 0; i < count; i++) {
            if (depth == 0 && i == 0 || random.nextInt(5) == 0) {
                parts.add(activities.task(at, depth));
            }
            parts.add(block(at, depth));
            if (at.undoing().mayThrow() && random.nextInt(4) == 0) {
                parts.add(undo(at));
            }
        }
        return parts.size() == 1 ? parts.getFirst() : new Block.Sequence(List.copyOf(parts));
    }

    private Block undo(Surroundings at) {
        List<String> activities = at.undoing().activities();
        boolean all = activities.isEmpty() || random.nextInt(2) == 0;
        return new Block.Undo(id("c"), all ? null : any(activities));
    }

    private Block block(Surroundings at, int depth) {
        if (depth >= DEEPEST || budget <= 0) {
            return activities.task(at, depth);
        }
        int kind = random.nextInt(20);
        if (kind < 2) {
            return exclusive(at, depth + 1);
        }
        if (kind < 5) {
            return parallel(at, depth + 1);
        }
        if (kind < 8) {
            return inclusive(at, depth + 1);
        }
        return kind < 11 && at.times() * 2 <= MOST_TIMES ? repeat(at, depth + 1) : activities.activity(at, depth + 1);
    }

    /** What goes on in a branch, often nothing. */
    private Block branch(Surroundings at, int depth) {
        return random.nextInt(4) == 0 ? new Block.Nothing() : sequence(at, depth);
    }

    private Block exclusive(Surroundings at, int depth) {
        String id = id("x");
        List<Surroundings> inside = copies(at, 2 + random.nextInt(2));
        List<Branch> branches = butLast(inside).map(one -> way(at, one, depth)).toList();
        Block otherwise = branch(inside.getLast(), depth);
        inside.forEach(at::perhapsAfter);
        return new Block.Exclusive(id, branches, otherwise);
    }

    private Branch way(Surroundings at, Surroundings inside, int depth) {
        String raises = raises(at);
        return new Branch(test(at), raises == null ? branch(inside, depth) : activities.last(inside), raises);
    }

    /**
     * The error that a branch raises, or null. None within a branch of an inclusive gateway: its join need not wait for what
     * goes on to an error end and cannot reach it, so that the order of events would decide what is done.
     */
    private @Nullable String raises(Surroundings at) {
        return at.codes().isEmpty() || at.inSome() || random.nextInt(3) > 0 ? null : any(at.codes());
    }

    private Block parallel(Surroundings at, int depth) {
        String id = id("p");
        List<Surroundings> inside = copies(at.beside(), 2 + random.nextInt(2));
        List<Block> branches = inside.stream().map(one -> branch(one, depth)).toList();
        inside.forEach(at::after);
        return new Block.Parallel(id, branches);
    }

    private Block inclusive(Surroundings at, int depth) {
        String id = id("o");
        List<Surroundings> inside = copies(at.inBranchOfSome().beside(), 3 + random.nextInt(2));
        List<Branch> branches = butLast(inside)
                .map(one -> new Branch(test(at), branch(one, depth), null))
                .toList();
        Block otherwise = branch(inside.getLast(), depth);
        inside.forEach(at::perhapsAfter);
        return new Block.Inclusive(id, branches, otherwise);
    }

    private static List<Surroundings> copies(Surroundings at, int count) {
        return Stream.generate(at::copy).limit(count).toList();
    }

    private static Stream<Surroundings> butLast(List<Surroundings> all) {
        return all.stream().limit(all.size() - 1L);
    }

    private Block repeat(Surroundings at, int depth) {
        String id = id("r");
        int most = 2 + random.nextInt(MOST_ROUNDS - 1);
        Block body = sequence(at.inRoundOf("n_" + id, most), depth);
        return new Block.Repeat(id, body, test(at), most);
    }

    private Test test(Surroundings at) {
        Test.Relation relation = any(List.of(Test.Relation.values()));
        int number = relation == Test.Relation.DIVISIBLE ? 2 : 2 + random.nextInt(Performer.NUMBERS - 4);
        return new Test(recent(at.numbers()), relation, number);
    }

    /** Rather a new name than an old one. */
    private String recent(List<String> names) {
        int back = Math.min(random.nextInt(names.size()), random.nextInt(names.size()));
        return names.get(names.size() - 1 - back);
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
