package dev.trellis.tde.model;

import dev.langchain4j.http.client.jdk.JdkHttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.trellis.tde.runtime.TaskFailedException;
import dev.trellis.tde.runtime.TaskScope;
import java.net.http.HttpClient;
import java.time.Duration;

/**
 * Models by provider. They follow no redirect, which would lead past the guard-rails, and try nothing again: whether an attempt is
 * made again is the kernel's decision.
 */
final class Models {
    /** Services on one's own machine take no key, and the client wants one. */
    private static final String NO_KEY = "none";

    static ChatModel chat(ModelWork work, TaskScope scope) throws TaskFailedException {
        String name = scope.request().executor().ref();
        ModelWork.Question question = work.question();
        return switch (work.provider()) {
            case OPENAI ->
                OpenAiChatModel.builder()
                        .httpClientBuilder(client())
                        .baseUrl(work.service().toString())
                        .apiKey(key(work, scope))
                        .modelName(name)
                        .maxTokens(question.maxTokens())
                        .temperature(question.temperature())
                        .timeout(patience(scope))
                        .maxRetries(0)
                        .build();
            case OLLAMA ->
                OllamaChatModel.builder()
                        .httpClientBuilder(client())
                        .baseUrl(work.service().toString())
                        .modelName(name)
                        .numPredict(question.maxTokens())
                        .temperature(question.temperature())
                        .timeout(patience(scope))
                        .maxRetries(0)
                        .build();
        };
    }

    static EmbeddingModel embedding(ModelWork work, TaskScope scope) throws TaskFailedException {
        String name = scope.request().executor().ref();
        return switch (work.provider()) {
            case OPENAI ->
                OpenAiEmbeddingModel.builder()
                        .httpClientBuilder(client())
                        .baseUrl(work.service().toString())
                        .apiKey(key(work, scope))
                        .modelName(name)
                        .timeout(patience(scope))
                        .maxRetries(0)
                        .build();
            case OLLAMA ->
                OllamaEmbeddingModel.builder()
                        .httpClientBuilder(client())
                        .baseUrl(work.service().toString())
                        .modelName(name)
                        .timeout(patience(scope))
                        .maxRetries(0)
                        .build();
        };
    }

    private static JdkHttpClientBuilder client() {
        return new JdkHttpClientBuilder()
                .httpClientBuilder(HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER));
    }

    private static String key(ModelWork work, TaskScope scope) throws TaskFailedException {
        return work.secret() == null ? NO_KEY : scope.secret(work.secret());
    }

    private static Duration patience(TaskScope scope) {
        return Duration.ofSeconds(scope.request().limits().timeoutSeconds());
    }

    private Models() {}
}
