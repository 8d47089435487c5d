"""Reading files: formats, decoding, records. What a record's text means is `pipelines.text`'s business."""
