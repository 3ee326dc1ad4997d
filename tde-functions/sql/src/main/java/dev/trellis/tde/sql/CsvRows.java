package dev.trellis.tde.sql;

import dev.trellis.tde.runtime.TaskFailedException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of a CSV file (RFC 4180, UTF-8), by the names in its first line. */
final class CsvRows implements AutoCloseable {
    private static final int END = -1;

    private final BufferedReader reader;
    private final List<String> header;
    private int line = 1;
    private boolean lastCell;

    private CsvRows(BufferedReader reader) throws IOException, TaskFailedException {
        this.reader = reader;
        List<String> first = record();
        if (first == null || new HashSet<>(first).size() != first.size()) {
            throw TaskFailedException.permanent("csv_invalid", "the first line must name each column once");
        }
        this.header = first;
    }

    static CsvRows open(Path file) throws IOException, TaskFailedException {
        BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8);
        try {
            return new CsvRows(reader);
        } catch (IOException | TaskFailedException broken) {
            reader.close();
            throw broken;
        }
    }

    /** The next record by column name, null after the last. */
    @Nullable
    Map<String, String> next() throws IOException, TaskFailedException {
        int start = line;
        List<String> cells = record();
        if (cells == null) {
            return null;
        }
        if (cells.size() != header.size()) {
            throw TaskFailedException.permanent(
                    "csv_invalid",
                    "line %d has %d cells, the first line %d".formatted(start, cells.size(), header.size()));
        }
        Map<String, String> row = new LinkedHashMap<>();
        for (int i = 0; i < cells.size(); i++) {
            row.put(header.get(i), cells.get(i));
        }
        return row;
    }

    private @Nullable List<String> record() throws IOException, TaskFailedException {
        int first = read();
        if (first == END) {
            return null;
        }
        List<String> cells = new ArrayList<>();
        lastCell = false;
        int character = first;
        while (true) {
            cells.add(character == '"' ? quoted() : plain(character));
            if (lastCell) {
                return cells;
            }
            character = read();
        }
    }

    private String plain(int first) throws IOException {
        StringBuilder cell = new StringBuilder();
        for (int character = first; !endsCell(character); character = read()) {
            cell.append((char) character);
        }
        return cell.toString();
    }

    private String quoted() throws IOException, TaskFailedException {
        StringBuilder cell = new StringBuilder();
        int start = line;
        for (int character = read(); ; character = read()) {
            if (character == END) {
                throw TaskFailedException.permanent("csv_invalid", "the quote in line " + start + " never closes");
            }
            if (character == '"') {
                int after = read();
                if (endsCell(after)) {
                    return cell.toString();
                }
                if (after != '"') {
                    throw TaskFailedException.permanent("csv_invalid", "text after a closing quote in line " + line);
                }
            }
            cell.append((char) character);
        }
    }

    private boolean endsCell(int character) {
        lastCell = character == '\n' || character == END;
        return lastCell || character == ',';
    }

    /** The next character, with every line ending as a line feed. */
    private int read() throws IOException {
        int character = readOrComplain();
        if (character == '\r') {
            reader.mark(1);
            if (reader.read() != '\n') {
                reader.reset();
            }
            character = '\n';
        }
        if (character == '\n') {
            line++;
        }
        return character;
    }

    private int readOrComplain() throws IOException {
        try {
            return reader.read();
        } catch (CharacterCodingException foreign) {
            throw new IOException("line " + line + " is not UTF-8", foreign);
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
