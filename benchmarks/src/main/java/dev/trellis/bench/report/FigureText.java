package dev.trellis.bench.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.trellis.contract.wire.JsonText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures for machines and for people. */
public final class FigureText {
    private static final MathContext DIGITS = new MathContext(4);

    /** A JSON array of objects with {@code id, value, unit, target, met, load1, samples} and, where it failed, {@code error}. */
    public static String json(List<Figure> figures) {
        ArrayNode array = JsonText.array();
        figures.forEach(figure -> array.add(object(figure)));
        return array.toPrettyString();
    }

    /** One line, for a terminal. */
    public static String line(Figure figure) {
        Samples samples = figure.samples();
        if (samples == null) {
            return "  %-36s failed: %s".formatted(figure.id(), figure.failure());
        }
        return String.format(
                        Locale.ROOT,
                        "  %-36s %12s %-10s %-12s %s",
                        figure.id(),
                        rounded(samples.median()).toPlainString(),
                        figure.unit(),
                        figure.target().text(),
                        verdict(figure.met()))
                .stripTrailing();
    }

    private static ObjectNode object(Figure figure) {
        ObjectNode object = JsonText.object().put("id", figure.id());
        Samples samples = figure.samples();
        object.put("value", samples == null ? null : rounded(samples.median()));
        object.put("unit", figure.unit());
        object.put("target", figure.target().text());
        object.put("met", figure.met());
        object.put("load1", Double.isNaN(figure.load1()) ? null : BigDecimal.valueOf(figure.load1()));
        ArrayNode values = object.putArray("samples");
        if (samples != null) {
            samples.values().forEach(value -> values.add(rounded(value)));
        }
        if (figure.failure() != null) {
            object.put("error", figure.failure());
        }
        return object;
    }

    private static BigDecimal rounded(double value) {
        BigDecimal short4 = BigDecimal.valueOf(value).round(DIGITS);
        return short4.scale() < 0 ? short4.setScale(0) : short4;
    }

    private static String verdict(@Nullable Boolean met) {
        if (met == null) {
            return "";
        }
        return met ? "met" : "MISSED";
    }

    private FigureText() {}
}
