/** In which programs of the post say that a mail did not arrive. */
export const failureWords = new RegExp(
  [
    "deliver(y|ed)?[^\\n]{0,60}(fail|error|could not|delay|problem|unsuccessful|impossible|temporarily)",
    "(could ?n[o']t|cannot|can't|unable to|not|failed to|was not|has not) (be )?(yet )?(been )?(deliver|send|sent)",
    "undeliver|returned mail|returning (your )?mess|failure notice|mail (system )?error|delivery (status|failure|notification|report)",
    "(user|recipient|mailbox|address|account|host|domain)[^\\n]{0,60}(unknown|not found|does ?n[o']t exist|full|disabled|rejected|unavailable|malformed|inactive)",
    "no such (user|recipient|mailbox|person)|unknown (user|recipient|address)|over ?quota|quota exceeded|still being retried|could not send|error(s)? (sending|from)|permanent(ly)? (fatal )?(error|fail)",
    'message (has been|was) (rejected|bounced|blocked|delayed)|rejected by|loop (alert|detected)|aws notification|"?(bounce|complaint)Type"?',
    "не доставлен|не может быть доставлен|не было доставлено|недостав|не беше доставен|не може да бъде доставен|no se (ha )?p(udo|odido) entregar|no entregado",
    "エラー|配信|送信でき|届け|不達",
  ].join("|"),
  "i",
);

/** That an address is none. */
export const hardWords =
  /user unknown|unknown user|no such (user|recipient|mailbox|person|address|account)|(user|recipient|mailbox|address|account)[^\n]{0,60}(does ?n[o']t exist|not found|unknown|disabled|inactive|invalid)|does not (exist|have (an|a) [^\n]{0,40}account)|invalid (recipient|mailbox|address)|unrouteable address|host (unknown|not found)|нет такого|не существует|несъществуващ|no existe/i;

/** That it may yet arrive, or would another time. */
export const softWords =
  /(mailbox|quota|inbox|disk)[^\n]{0,30}(full|exceeded|over)|over ?quota|will (be |continue to )?(retr|try)|still being retried|delayed \d|could not send (mail|message) for past|warning[^\n]{0,20}(delay|message|not)|\(delay\)|: (delayed|warning)$|temporar(y|ily)|greylist|try again later/im;
