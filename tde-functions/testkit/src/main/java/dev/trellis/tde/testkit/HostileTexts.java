package dev.trellis.tde.testkit;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Texts that somebody might send to break out: paths upwards, options, shell words, variables, NUL, lone surrogates, line
 * ends and very long ones, and mixtures of them. The same seed gives the same texts.
 */
public final class HostileTexts {
    private static final List<String> PARTS = List.of(
            "../",
            "..\\",
            "/etc/passwd",
            "%2e%2e/",
            "file:///etc/shadow",
            "~root/",
            "/proc/self/environ",
            "-rf",
            "--help",
            "--exec=",
            "-o",
            "-",
            "--",
            "@/etc/passwd",
            "$(touch CANARY)",
            "`touch CANARY`",
            "; touch CANARY",
            "| touch CANARY",
            "&& touch CANARY",
            "\ntouch CANARY\n",
            "LD_PRELOAD=/tmp/x.so",
            "PATH=/tmp",
            "${IFS}",
            "\0",
            "a\0b",
            "\ud800",
            "x\udc00y",
            "\u202e",
            "\r\n",
            "'",
            "\"",
            "\\",
            "*",
            "?",
            "[a-z]",
            "{a,b}",
            "#",
            "!",
            "%s%n",
            "${jndi:x}",
            "\ufeff",
            "\u0000\u0001",
            "é",
            "𝄞",
            " ",
            "\t");

    private static final int LONGEST = 5000;

    /** As many texts as are asked for, all of them hostile in at least one way. */
    public static Stream<String> of(long seed, int count) {
        Random random = new Random(seed);
        return Stream.generate(() -> one(random)).limit(count);
    }

    private static String one(Random random) {
        int parts = 1 + random.nextInt(4);
        StringBuilder text = new StringBuilder();
        for (int part = 0; part < parts; part++) {
            if (random.nextInt(4) == 0) {
                text.append("value").append(random.nextInt(100));
            }
            text.append(PARTS.get(random.nextInt(PARTS.size())));
        }
        return random.nextInt(50) == 0 ? text.toString().repeat(1 + LONGEST / text.length()) : text.toString();
    }

    private HostileTexts() {}
}
