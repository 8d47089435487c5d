-- Purpose: the words around a span, with the span in 【】: snippet(raw_text, start_char, end_char, characters each side).
create or replace macro snippet(raw_text, start_char, end_char, width := 30) as
    -- The stretch is cut from the text once: counting characters from the text's start is what a snippet costs.
    left(
        substring(raw_text, greatest(start_char - width, 0) + 1, least(start_char, width) + end_char - start_char + width),
        least(start_char, width)
    )
    || '【'
    || substring(
        substring(raw_text, greatest(start_char - width, 0) + 1, least(start_char, width) + end_char - start_char + width),
        least(start_char, width) + 1,
        end_char - start_char
    )
    || '】'
    || substring(
        substring(raw_text, greatest(start_char - width, 0) + 1, least(start_char, width) + end_char - start_char + width),
        least(start_char, width) + end_char - start_char + 1
    );
