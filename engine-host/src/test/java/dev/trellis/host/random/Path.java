package dev.trellis.host.random;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** One way through a process: the variables that it starts with, and the salt of all answers. */
record Path(int number, long salt, Map<String, Object> start) {
    static final List<String> NUMBERS = List.of("x_0", "x_1", "x_2");
    static final List<String> LISTS = List.of("c_0", "c_1", "c_2");

    private static final int MOST_ELEMENTS = 3;

    static Path of(long seed, int number) {
        Random random = new Random(seed * 31 + number);
        Map<String, Object> start = new TreeMap<>();
        NUMBERS.forEach(name -> start.put(name, random.nextInt(Performer.NUMBERS)));
        LISTS.forEach(name -> start.put(name, elements(random)));
        return new Path(number, random.nextLong(), start);
    }

    /** Different digits, so that each turn of a loop is told apart by its element. */
    private static List<Integer> elements(Random random) {
        List<Integer> digits = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        Collections.shuffle(digits, random);
        return List.copyOf(digits.subList(0, random.nextInt(MOST_ELEMENTS + 1)));
    }
}
