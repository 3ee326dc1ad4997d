package dev.trellis.simulation.port;

import dev.trellis.simulation.schedule.Chance;

/**
 * How often things go wrong, each in a thousand calls or messages. Each schedule draws its own, so that some kinds of trouble
 * are absent and others are frequent.
 */
public final class Weather {
    private final Chance chance;
    private final Odds odds;
    private boolean calm;

    /**
     * Odds in a thousand.
     *
     * @param crash before or after a call of a port
     * @param away no answer, with or without effect
     * @param refuse a message that a queue does not take
     * @param duplicate a message that is delivered twice
     * @param drop a message that is lost
     * @param late a message that is delayed beyond every lease
     * @param slow a call that takes seconds
     * @param frozen a caller that stands still for longer than anybody waits
     */
    public record Odds(int crash, int away, int refuse, int duplicate, int drop, int late, int slow, int frozen) {
        static Odds draw(Chance chance) {
            return new Odds(
                    chance.of(0, 0, 5, 20, 60),
                    chance.of(0, 0, 10, 40),
                    chance.of(0, 0, 30),
                    chance.of(0, 0, 50, 250),
                    chance.of(0, 0, 0, 30, 150),
                    chance.of(0, 0, 50, 200),
                    chance.of(0, 10, 60),
                    chance.of(0, 0, 3, 15, 60));
        }
    }

    public Weather(Chance chance) {
        this.chance = chance;
        this.odds = Odds.draw(chance);
    }

    /** From now on nothing goes wrong. */
    public void calmDown() {
        calm = true;
    }

    public boolean isCalm() {
        return calm;
    }

    boolean crashes() {
        return strikes(odds.crash());
    }

    /** Between two transactions of one call, a rare place of which each schedule has few. */
    boolean crashesBetween() {
        return strikes(5 * odds.crash());
    }

    boolean isAway() {
        return strikes(odds.away());
    }

    boolean refuses() {
        return strikes(odds.refuse());
    }

    boolean duplicates() {
        return strikes(odds.duplicate());
    }

    boolean drops() {
        return strikes(odds.drop());
    }

    private boolean strikes(int often) {
        return !calm && chance.permille(often);
    }

    /** How long a call takes, in milliseconds. */
    long latency() {
        if (strikes(odds.frozen())) {
            return chance.between(8_000, 45_000);
        }
        if (strikes(odds.slow())) {
            return chance.between(500, 4_000);
        }
        return chance.permille(700) || calm ? chance.between(1, 20) : chance.between(1, 300);
    }

    /** How long a message travels, in milliseconds. */
    long travel() {
        if (strikes(odds.late())) {
            return chance.between(10_000, 70_000);
        }
        return chance.permille(600) || calm ? 0 : chance.between(1, 3_000);
    }

    @Override
    public String toString() {
        return odds.toString();
    }
}
