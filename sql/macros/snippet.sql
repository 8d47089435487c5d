-- Purpose: the words around a span, with the span in 【】: snippet(raw_text, start_char, end_char, characters each side).
create or replace macro snippet(raw_text, start_char, end_char, width := 30) as
    substring(raw_text, greatest(start_char - width, 0) + 1, least(start_char, width))
    || '【' || substring(raw_text, start_char + 1, end_char - start_char) || '】'
    || substring(raw_text, end_char + 1, width);
