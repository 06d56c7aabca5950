-- Statuses of an electronic document are found by the event's key, which begins with the document's id. 11: documentStatus.
create index packet_document_status on packet (event_key collate "C") where kind = 11;
