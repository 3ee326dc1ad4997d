package dev.trellis.contract.task;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** How sensitive data is, the least sensitive first; data may be of several classes at once. */
public enum DataClass {
    /** For anybody; needs no clearance. */
    PUBLIC,
    /** For the organisation. */
    INTERNAL,
    /** For those who need it. */
    CONFIDENTIAL,
    /** Of an identifiable person. */
    PII,
    /** Under export control. */
    EXPORT_CONTROLLED,
    /** Never for eyes. */
    SECRET;

    /** All words, separated by commas, for messages. */
    public static final String WORDS =
            Arrays.stream(values()).map(DataClass::word).collect(Collectors.joining(", "));

    /** The word in schemas, entries and messages, for example {@code export-controlled}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The class of a word; empty for a word that is none. */
    public static Optional<DataClass> of(String word) {
        return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
    }

    /** Whether people see a mark in place of the value. */
    public boolean isRedacted() {
        return compareTo(CONFIDENTIAL) >= 0;
    }
}
