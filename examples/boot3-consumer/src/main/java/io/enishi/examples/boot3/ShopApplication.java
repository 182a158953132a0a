package io.enishi.examples.boot3;

import java.time.InstantSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;

/** A shop on Spring Boot 3 whose orders and whose customers are in one database. */
@SpringBootApplication
@EnableScheduling
public class ShopApplication {

    public static void main(String... arguments) {
        SpringApplication.run(ShopApplication.class, arguments);
    }

    @Bean
    InstantSource clock() {
        return InstantSource.system();
    }
}
