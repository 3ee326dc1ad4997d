package dev.trellis.host.random;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is known where a block stands.
 *
 * @param numbers variables that surely hold a number
 * @param seen variables that may exist and that nothing beside this block writes
 * @param places the variables that tell apart the turns in which the block stands
 * @param codes errors that are caught around it
 * @param inLoop whether the block stands in the turn of a loop
 * @param inRound whether it may be done again in the scope in which it stands
 * @param inSome whether it stands in a branch of an inclusive gateway, in the same scope
 * @param times how often it is done at most
 * @param undoing what is known for compensation
 */
record Surroundings(
        List<String> numbers,
        Set<String> seen,
        List<String> places,
        List<String> codes,
        boolean inLoop,
        boolean inRound,
        boolean inSome,
        int times,
        Undoing undoing) {
    /**
     * What is known where compensation may be thrown.
     *
     * @param on whether anything in the process is undone at all
     * @param alone whether nothing else goes on in the instance, so that what is completed does not depend on the order of events
     * @param activities those of the same scope that something undoes
     */
    record Undoing(boolean on, boolean alone, List<String> activities) {
        boolean mayThrow() {
            return on && alone;
        }
    }

    static Surroundings ofAll(boolean undoing) {
        return new Surroundings(
                new ArrayList<>(Path.NUMBERS),
                new LinkedHashSet<>(Path.LISTS),
                List.of(),
                List.of(),
                false,
                false,
                false,
                1,
                new Undoing(undoing, true, new ArrayList<>()));
    }

    /** The same, whose variables are kept apart from now on. */
    Surroundings copy() {
        return new Surroundings(
                new ArrayList<>(numbers),
                new LinkedHashSet<>(seen),
                places,
                codes,
                inLoop,
                inRound,
                inSome,
                times,
                undoing);
    }

    Surroundings catching(List<String> more) {
        List<String> all = new ArrayList<>(codes);
        all.addAll(more);
        return new Surroundings(numbers, seen, places, all, inLoop, inRound, inSome, times, undoing);
    }

    Surroundings inTurnOf(String element, int turns) {
        return new Surroundings(numbers, seen, with(element), codes, true, inRound, inSome, times * turns, undoing);
    }

    Surroundings inRoundOf(String counter, int rounds) {
        return new Surroundings(numbers, seen, with(counter), codes, inLoop, true, inSome, times * rounds, undoing);
    }

    Surroundings inBranchOfSome() {
        return new Surroundings(numbers, seen, places, codes, inLoop, inRound, true, times, undoing);
    }

    /** Inside a sub-process, which ends only when all in it has ended. */
    Surroundings inScope() {
        Undoing inside = new Undoing(undoing.on(), undoing.alone(), new ArrayList<>());
        return new Surroundings(numbers, seen, places, codes, inLoop, false, false, times, inside);
    }

    /** Where something else may go on or come at the same time. */
    Surroundings beside() {
        Undoing shared = new Undoing(undoing.on(), false, undoing.activities());
        return new Surroundings(numbers, seen, places, codes, inLoop, inRound, inSome, times, shared);
    }

    private List<String> with(String place) {
        List<String> all = new ArrayList<>(places);
        all.add(place);
        return List.copyOf(all);
    }

    /** Takes over what a block that surely was done has written. */
    void after(Surroundings done) {
        done.numbers.stream().filter(name -> !numbers.contains(name)).forEach(numbers::add);
        seen.addAll(done.seen);
    }

    /** Takes over what a block that may have been done has written. */
    void perhapsAfter(Surroundings done) {
        seen.addAll(done.seen);
        seen.addAll(done.numbers);
    }
}
