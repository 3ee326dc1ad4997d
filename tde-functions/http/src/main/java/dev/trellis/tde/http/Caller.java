package dev.trellis.tde.http;

import dev.trellis.tde.runtime.StopSignal;
import dev.trellis.tde.runtime.TaskFailedException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.io.BasicHttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;

/** Makes calls and follows redirects; each hop is checked like the first. */
final class Caller {
    static final int MOST_REDIRECTS = 5;

    private final HttpGuard guard;
    private final DnsResolver names;
    private final StopSignal stop;
    private final int patienceSeconds;
    private final Sink sink;

    /** @param patienceSeconds how long a service may stay silent */
    Caller(HttpGuard guard, DnsResolver names, StopSignal stop, int patienceSeconds, Sink sink) {
        this.guard = guard;
        this.names = names;
        this.stop = stop;
        this.patienceSeconds = patienceSeconds;
        this.sink = sink;
    }

    HttpAnswer call(HttpCall call) throws TaskFailedException {
        HttpAnswer answer = hop(call);
        for (int hops = 0; answer.isRedirect(); hops++) {
            if (hops == MOST_REDIRECTS) {
                throw TaskFailedException.permanent(
                        "http_redirect_refused",
                        "more than " + MOST_REDIRECTS + " redirects, the last from " + HttpGuard.shown(answer.from()));
            }
            call = call.redirected(answer.status(), target(answer));
            answer = redirectedHop(call, answer.from());
        }
        return answer;
    }

    private static URI target(HttpAnswer answer) throws TaskFailedException {
        try {
            return answer.from().resolve(String.valueOf(answer.head().location()));
        } catch (IllegalArgumentException malformed) {
            throw TaskFailedException.permanent(
                    "http_redirect_refused",
                    HttpGuard.shown(answer.from()) + " redirects to a malformed address",
                    malformed);
        }
    }

    private HttpAnswer redirectedHop(HttpCall call, URI from) throws TaskFailedException {
        try {
            return hop(call);
        } catch (TaskFailedException refused) {
            if (refused.error().code().endsWith("_refused")) {
                throw TaskFailedException.permanent(
                        "http_redirect_refused",
                        HttpGuard.shown(from) + " redirects to where policy forbids: "
                                + refused.error().message(),
                        refused);
            }
            throw refused;
        }
    }

    private HttpAnswer hop(HttpCall call) throws TaskFailedException {
        HttpGuard.Destination destination = guard.check(call.uri());
        try (CloseableHttpClient client = client(new CheckedDns(destination, names))) {
            stop.onStop(() -> client.close(CloseMode.IMMEDIATE));
            return client.execute(request(call), response -> sink.take(call.uri(), response));
        } catch (Sink.TooLongException tooLong) {
            throw TaskFailedException.permanent("http_response_too_large", String.valueOf(tooLong.getMessage()));
        } catch (IOException failed) {
            throw failure(call.uri(), failed);
        }
    }

    private CloseableHttpClient client(DnsResolver checked) {
        Timeout patience = Timeout.ofSeconds(patienceSeconds);
        var tls = RegistryBuilder.<TlsSocketStrategy>create()
                .register(URIScheme.HTTPS.id, DefaultClientTlsStrategy.createDefault())
                .build();
        BasicHttpClientConnectionManager connections =
                BasicHttpClientConnectionManager.create(null, checked, tls, null);
        connections.setConnectionConfig(ConnectionConfig.custom()
                .setConnectTimeout(patience)
                .setSocketTimeout(patience)
                .build());
        return HttpClientBuilder.create()
                .setConnectionManager(connections)
                .setDefaultRequestConfig(
                        RequestConfig.custom().setResponseTimeout(patience).build())
                .setUserAgent("trellis")
                .disableRedirectHandling()
                .disableAutomaticRetries()
                .disableCookieManagement()
                .disableAuthCaching()
                .build();
    }

    private static HttpUriRequestBase request(HttpCall call) {
        HttpUriRequestBase request = new HttpUriRequestBase(call.method(), call.uri());
        call.headers().forEach(request::setHeader);
        call.secretHeaders().forEach(request::setHeader);
        if (call.body() != null) {
            request.setEntity(call.body());
        }
        return request;
    }

    private static TaskFailedException failure(URI uri, IOException failed) {
        String where = HttpGuard.shown(uri);
        return switch (failed) {
            case CheckedDns.RefusedAddressException refused ->
                TaskFailedException.permanent("http_address_refused", String.valueOf(refused.getMessage()), refused);
            case UnknownHostException unknown ->
                TaskFailedException.passing("http_unknown_host", "no address is known for " + uri.getHost(), unknown);
            case InterruptedIOException late ->
                TaskFailedException.passing("http_timeout", where + " did not answer in time", late);
            case SSLException untrusted ->
                TaskFailedException.permanent(
                        "http_tls", "no secure connection to " + where + ": " + untrusted.getMessage(), untrusted);
            default -> TaskFailedException.passing("http_connection", where + ": " + failed.getMessage(), failed);
        };
    }
}
