CREATE TABLE handled (fact_id uuid PRIMARY KEY, subject uuid NOT NULL, seq bigint NOT NULL, place bigint GENERATED ALWAYS AS IDENTITY);
