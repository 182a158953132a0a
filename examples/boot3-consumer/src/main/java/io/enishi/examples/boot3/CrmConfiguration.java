package io.enishi.examples.boot3;

import io.enishi.core.Crm;
import io.enishi.core.CrmBuilder;
import io.enishi.core.spi.Channel;
import io.enishi.core.spi.ContentRenderer;
import io.enishi.core.value.ShopId;
import io.enishi.jdbc.JdbcCustomerStore;
import io.enishi.jdbc.JdbcSchema;
import io.enishi.scenario.Scenario;
import io.enishi.scoring.ScoreModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;

// snippet: spring.configuration
@Configuration
class CrmConfiguration {

    @Bean
    JdbcCustomerStore customerStore(DataSource dataSource) {
        JdbcSchema.of(dataSource).migrate(); // or Flyway, with JdbcSchema.scripts(...)
        return JdbcCustomerStore.open(dataSource, ShopId.of("my-shop"));
    }

    @Bean // Spring closes it
    Crm crm(
            JdbcCustomerStore store,
            List<Channel> channels,
            ContentRenderer renderer,
            InstantSource clock,
            @Value("${crm.secret}") String secret, // at least 32 hexadecimal digits, kept for the life of the data
            @Value("classpath:crm/engagement.yaml") Resource score,
            @Value("classpath:crm/win-back.yaml") Resource winBack)
            throws IOException {
        ScoreModel engagement = ScoreModel.parse(score.getContentAsString(StandardCharsets.UTF_8));
        CrmBuilder builder = Crm.builder("my-shop")
                .store(store)
                .pausesIn(store.accounts()) // for all JVMs
                .secret(HexFormat.of().parseHex(secret))
                .clock(clock)
                .renderer(renderer)
                .fold(engagement.fold())
                .segments(engagement.segments())
                .journey(Scenario.parse(winBack.getContentAsString(StandardCharsets.UTF_8))
                        .compile());
        channels.forEach(builder::channel);
        return builder.build();
    }
}
// end
