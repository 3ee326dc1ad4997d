package dev.trellis.infra.engine;

import dev.trellis.contract.engine.CycleReply;
import dev.trellis.contract.engine.CycleRequest;
import dev.trellis.contract.port.EngineGateway;
import dev.trellis.contract.port.PortUnavailableException;
import dev.trellis.contract.wire.CycleJson;
import dev.trellis.contract.wire.WireFormatException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The engine host over {@code POST /v1/pdo/cycle}. It uses the JDK's plain HTTP connection, which costs a cold function
 * less than the newer client.
 */
public final class HttpEngineGateway implements EngineGateway {
    private static final String PATH = "/v1/pdo/cycle";
    private static final int CONNECT_MILLIS = 2_000;
    private static final int LONGEST_EXPLANATION = 2_000;

    private final URL address;
    private final String token;
    private final Duration grace;

    /**
     * @param host base address, for example {@code https://engine.example.org}
     * @param token bearer token of a caller with the role {@code service}
     */
    public HttpEngineGateway(URI host, String token) {
        this(host, token, Duration.ofSeconds(10));
    }

    /** @param grace how much longer than its own long poll the host may take to answer */
    HttpEngineGateway(URI host, String token, Duration grace) {
        this.address = endpoint(host);
        this.token = token;
        this.grace = grace;
    }

    /**
     * {@inheritDoc}
     *
     * @throws EngineRefusedException when the host answers 4xx, for example because the token is not valid
     */
    @Override
    public CycleReply cycle(CycleRequest request) {
        try {
            return exchange(request);
        } catch (IOException e) {
            throw new PortUnavailableException("engine host at " + address + " does not answer: " + e.getMessage(), e);
        }
    }

    private CycleReply exchange(CycleRequest request) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) address.openConnection();
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(
                Math.toIntExact(grace.toMillis() + request.ask().waitMillis()));
        connection.setRequestMethod("POST");
        connection.setInstanceFollowRedirects(false);
        connection.setDoOutput(true);
        connection.setRequestProperty("Authorization", "Bearer " + token);
        connection.setRequestProperty("Content-Type", "application/json");
        connection.setRequestProperty("Accept", "application/json");
        try (var body = connection.getOutputStream()) {
            body.write(CycleJson.write(request).getBytes(StandardCharsets.UTF_8));
        }
        int status = connection.getResponseCode();
        if (status == HttpURLConnection.HTTP_OK) {
            return read(connection.getInputStream());
        }
        throw failure(status, explanation(body(connection, status)));
    }

    /** The JDK counts the body of a redirect among the good ones. */
    private static @Nullable InputStream body(HttpURLConnection connection, int status) throws IOException {
        return status < 400 ? connection.getInputStream() : connection.getErrorStream();
    }

    private CycleReply read(InputStream stream) throws IOException {
        try (stream) {
            return CycleJson.readReply(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
        } catch (WireFormatException e) {
            throw new EngineRefusedException(
                    address + " does not speak this version of the contract: " + e.getMessage());
        }
    }

    private RuntimeException failure(int status, String explanation) {
        String message = "engine host at " + address + " answered " + status + explanation;
        boolean passing = status >= 500 || status == 429 || status == 408;
        return passing ? new PortUnavailableException(message) : new EngineRefusedException(message);
    }

    /** Reading the body to its end also lets the connection be used again. */
    private static String explanation(@Nullable InputStream stream) throws IOException {
        if (stream == null) {
            return "";
        }
        try (stream) {
            String text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            return text.isBlank() ? "" : ": " + text.substring(0, Math.min(text.length(), LONGEST_EXPLANATION));
        }
    }

    private static URL endpoint(URI host) {
        String scheme = String.valueOf(host.getScheme());
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new IllegalArgumentException("the engine's address begins with http:// or https://, not: " + host);
        }
        try {
            return URI.create(host.toString().replaceAll("/+$", "") + PATH).toURL();
        } catch (MalformedURLException e) {
            throw new IllegalArgumentException("not an address: " + host, e);
        }
    }
}
