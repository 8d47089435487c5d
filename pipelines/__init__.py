"""newsledger: Chinese news pages in, one DuckDB file that an analyst can question out."""
