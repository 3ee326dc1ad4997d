package dev.trellis.host.random;

import dev.trellis.host.json.JsonValues;
import dev.trellis.host.random.Work.Fault;
import dev.trellis.host.random.Work.Task;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What tasks answer and which timers come on one path: a pure function of the element and of the variables that it depends
 * on, used by the run and by the oracle alike.
 */
final class Performer {
    /** Results are whole numbers from 0 up to this. */
    static final int NUMBERS = 10;

    private static final int LONG_TEXT = 5_000;

    private final long salt;

    Performer(long salt) {
        this.salt = salt;
    }

    /**
     * What a task answers.
     *
     * @param rank the order among outcomes that wait until nothing else can go on
     * @param ordered whether it is one of these
     * @param again whether the first attempt fails and is repeated
     */
    record Answer(String rank, boolean ordered, boolean again, Ending ending) {}

    /** How the last attempt ends. */
    sealed interface Ending {
        /** With outputs. */
        record Outputs(Map<String, @Nullable Object> values) implements Ending {}

        /** With a failure of this code. */
        record Failure(String code) implements Ending {}
    }

    /** The answer to a task that sees these inputs; those that it does not read are ignored. */
    Answer answer(Task task, Map<String, ? extends @Nullable Object> inputs) {
        String key = key(task.id(), task.inputs(), inputs);
        Random random = new Random(hash(key));
        String rank = rank(random, key);
        boolean slow = random.nextInt(5) == 0;
        boolean again = random.nextInt(40) == 0;
        int number = random.nextInt(NUMBERS);
        Fault fault = task.fault();
        boolean bad = fault != null && random.nextInt(5) < 2;
        Map<String, @Nullable Object> outputs = outputs(task, number, bad, random);
        Ending ending = fault != null && bad && fault.kind() != Fault.Kind.BY_OUTPUT
                ? new Ending.Failure(reported(task, fault))
                : new Ending.Outputs(outputs);
        return new Answer(rank, slow || bad || task.ordered(), again, ending);
    }

    /** The code of a failure that means a fault. */
    static String reported(Task task, Fault fault) {
        return fault.kind() == Fault.Kind.REPORTED ? fault.code() : "trouble." + task.id();
    }

    /** The error that an ending means; empty when the task has done its work. */
    static Optional<String> error(Task task, Ending ending) {
        Fault fault = task.fault();
        if (fault == null) {
            return Optional.empty();
        }
        boolean bad = ending instanceof Ending.Failure
                || ending instanceof Ending.Outputs outputs
                        && Boolean.TRUE.equals(outputs.values().get(task.bad()));
        return bad ? Optional.of(fault.code()) : Optional.empty();
    }

    /** The rank of a timer that comes; empty when it does not come on this path. */
    Optional<String> timer(String boundary, List<String> places, Map<String, ? extends @Nullable Object> variables) {
        String key = key(boundary, places, variables);
        Random random = new Random(hash(key));
        String rank = rank(random, key);
        return random.nextInt(2) == 0 ? Optional.of(rank) : Optional.empty();
    }

    private static Map<String, @Nullable Object> outputs(Task task, int number, boolean bad, Random random) {
        Map<String, @Nullable Object> outputs = new LinkedHashMap<>();
        if (task.mapped()) {
            outputs.put("out", number);
            outputs.put("noise", List.of("not mapped"));
        } else {
            outputs.put(task.result(), number);
            extra(task.extra(), random, outputs);
        }
        if (task.fault() != null && task.fault().kind() == Fault.Kind.BY_OUTPUT) {
            outputs.put(task.bad(), bad);
        }
        return outputs;
    }

    /** Values of every kind that JSON has, and sometimes none. */
    private static void extra(String name, Random random, Map<String, @Nullable Object> outputs) {
        switch (random.nextInt(14)) {
            case 0 -> outputs.put(name, null);
            case 1 -> outputs.put(name, random.nextBoolean());
            case 2 -> outputs.put(name, random.nextInt());
            case 3 -> outputs.put(name, random.nextLong());
            case 4 -> outputs.put(name, new BigDecimal(random.nextInt(1_000)).movePointLeft(3));
            case 5 -> outputs.put(name, "");
            case 6 -> outputs.put(name, "ä€😀 \"'<&>\\ ${x_0}\n" + random.nextInt());
            case 7 -> outputs.put(name, "long".repeat(LONG_TEXT / 4) + random.nextInt());
            case 8 -> outputs.put(name, List.of());
            case 9 -> outputs.put(name, List.of(1, "two", List.of(random.nextInt()), Map.of("deep", true)));
            case 10 -> outputs.put(name, Map.of("a", random.nextInt(), "b", List.of(Map.of())));
            default -> {}
        }
    }

    private static String rank(Random random, String key) {
        return String.format(Locale.ROOT, "%016x %s", random.nextLong(), key);
    }

    private static String key(String id, List<String> names, Map<String, ? extends @Nullable Object> variables) {
        Map<String, @Nullable Object> read = new TreeMap<>();
        names.stream().filter(variables::containsKey).forEach(name -> read.put(name, variables.get(name)));
        return id + " " + JsonValues.text(read);
    }

    /** FNV-1a over the characters, then mixed. */
    private long hash(String key) {
        long hash = 0xcbf29ce484222325L ^ salt;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
        }
        return hash ^ (hash >>> 29);
    }
}
