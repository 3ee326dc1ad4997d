package dev.trellis.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Gathers figures as measurements give them, each with the load of the machine. */
public final class Recorder {
    private static final Path LOAD = Path.of("/proc/loadavg");

    private final List<Figure> figures = new ArrayList<>();
    private final Consumer<Figure> onFigure;
    private double load = Double.NaN;

    /** @param onFigure sees each figure as soon as it is there */
    public Recorder(Consumer<Figure> onFigure) {
        this.onFigure = onFigure;
    }

    /** Notes the load under which the figures that follow are measured. */
    public void begin() {
        load = load1();
    }

    public void add(String id, Samples samples, String unit, Target target) {
        add(new Figure(id, samples, unit, target, load, null));
    }

    public void add(String id, double value, String unit, Target target) {
        add(id, Samples.of(value), unit, target);
    }

    /** A measurement that broke off. */
    public void failed(String id, String why) {
        add(new Figure(id, null, "", new Target.None(), load, why));
    }

    public List<Figure> figures() {
        return List.copyOf(figures);
    }

    private void add(Figure figure) {
        figures.add(figure);
        onFigure.accept(figure);
    }

    private static double load1() {
        try {
            return Double.parseDouble(Files.readString(LOAD).split(" ")[0]);
        } catch (IOException | NumberFormatException e) {
            return Double.NaN;
        }
    }
}
