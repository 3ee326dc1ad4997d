package dev.trellis.contract.task;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a task asks of its executor, or what an executor provides: words of the form {@code name=value}.
 *
 * <p>Four names have a meaning. {@code net} is the network that the work sees, no more and no less: {@code none}, {@code
 * internal} or {@code egress}. {@code cpu} counts cores, to three decimals, {@code mem} memory in {@code Mi} or {@code Gi},
 * and {@code gpu} devices; of these an amount is provided by an equal or a larger one. Any other word is its author's own
 * and is provided by the same word alone.
 *
 * @param words as they were written, each once
 */
public record Capabilities(List<String> words) {
    /** Nothing asked, nothing provided. */
    public static final Capabilities NONE = new Capabilities(List.of());

    private static final Pattern WORD = Pattern.compile("([a-z0-9_.-]{1,60})=([A-Za-z0-9_.:/-]{1,120})");
    private static final Set<String> KNOWN = Set.of("net", "cpu", "mem", "gpu");
    private static final int MILLI = 1000;
    private static final int MIB_OF_GIB = 1024;

    public Capabilities {
        words = List.copyOf(new LinkedHashSet<>(words));
    }

    /** What work sees of the network. */
    public enum Network {
        NONE,
        INTERNAL,
        EGRESS
    }

    /** Amounts, and how they are written. */
    private enum Amount {
        CPU("([0-9]{1,3})(?:\\.([0-9]{1,3}))?", "a number of cores such as cpu=2 or cpu=0.5"),
        MEM("([0-9]{1,6})(Mi|Gi)", "an amount such as mem=512Mi or mem=2Gi"),
        GPU("([0-9]{1,2})()?", "a number of devices such as gpu=1");

        private final Pattern form;
        private final String expected;

        Amount(String form, String expected) {
            this.form = Pattern.compile(form);
            this.expected = expected;
        }

        /** In thousandths, MiB or devices; null when the value is of no such form, or nothing. */
        @Nullable
        Integer of(String value) {
            Matcher parts = form.matcher(value);
            if (!parts.matches()) {
                return null;
            }
            int whole = Integer.parseInt(parts.group(1));
            int amount =
                    switch (this) {
                        case CPU -> MILLI * whole + thousandths(parts.group(2));
                        case MEM -> "Gi".equals(parts.group(2)) ? MIB_OF_GIB * whole : whole;
                        case GPU -> whole;
                    };
            return amount > 0 ? amount : null;
        }

        private static int thousandths(@Nullable String decimals) {
            return decimals == null ? 0 : Integer.parseInt((decimals + "000").substring(0, 3));
        }

        static @Nullable Amount named(String name) {
            return Stream.of(values())
                    .filter(one -> one.word().equals(name))
                    .findFirst()
                    .orElse(null);
        }

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What is wrong with the words, each complaint with the word; empty when all have a meaning and none contradicts another. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String word : words) {
            String problem = problem(word);
            if (problem != null) {
                problems.add(problem);
            } else if (KNOWN.contains(nameOf(word)) && !seen.add(nameOf(word))) {
                problems.add("says " + nameOf(word) + " twice, the second time by " + word);
            }
        }
        return problems;
    }

    private static @Nullable String problem(String word) {
        if (!WORD.matcher(word).matches()) {
            return "expected name=value such as net=internal, found " + word;
        }
        Amount amount = Amount.named(nameOf(word));
        if (amount != null) {
            return amount.of(valueOf(word)) == null ? "expected " + amount.expected + ", found " + word : null;
        }
        boolean unknownNet = nameOf(word).equals("net") && network(valueOf(word)) == null;
        return unknownNet ? "expected net=none, net=internal or net=egress, found " + word : null;
    }

    /** What the work sees of the network; null when no word says it. */
    public @Nullable Network network() {
        String value = value("net");
        return value == null ? null : network(value);
    }

    private static @Nullable Network network(String value) {
        return Stream.of(Network.values())
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(value))
                .findFirst()
                .orElse(null);
    }

    /** Cores in thousandths; null when no word says it. */
    public @Nullable Integer milliCpus() {
        return amount(Amount.CPU);
    }

    /** Memory in MiB; null when no word says it. */
    public @Nullable Integer memoryMb() {
        return amount(Amount.MEM);
    }

    /** Devices; null when no word says it. */
    public @Nullable Integer gpus() {
        return amount(Amount.GPU);
    }

    private @Nullable Integer amount(Amount amount) {
        String value = value(amount.word());
        return value == null ? null : amount.of(value);
    }

    /** The words among these that are not provided here, in their order. */
    public List<String> unmet(Capabilities asked) {
        return asked.words().stream().filter(word -> !provides(word)).toList();
    }

    private boolean provides(String word) {
        Amount amount = Amount.named(nameOf(word));
        if (amount == null) {
            return words.contains(word);
        }
        Integer wanted = amount.of(valueOf(word));
        Integer here = amount(amount);
        return wanted != null && here != null && here >= wanted;
    }

    /** These, and of others what these do not name. */
    public Capabilities orElse(Capabilities others) {
        List<String> all = new ArrayList<>(words);
        others.words().stream()
                .filter(word -> !KNOWN.contains(nameOf(word)) || value(nameOf(word)) == null)
                .forEach(all::add);
        return new Capabilities(all);
    }

    private @Nullable String value(String name) {
        return words.stream()
                .filter(word -> nameOf(word).equals(name))
                .map(Capabilities::valueOf)
                .findFirst()
                .orElse(null);
    }

    private static String nameOf(String word) {
        int sign = word.indexOf('=');
        return sign < 0 ? word : word.substring(0, sign);
    }

    private static String valueOf(String word) {
        return word.substring(word.indexOf('=') + 1);
    }

    @Override
    public String toString() {
        return String.join(", ", words);
    }
}
