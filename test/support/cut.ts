interface Call {
  readonly functionName: string;
}

/** Cuts a function off in the middle of its work: its calls from some on are dropped, until it has failed. */
export class Cut {
  /** Calls that are let through before; all of them unless set. */
  after = Number.POSITIVE_INFINITY;
  /** Calls made since the last {@link arm}. */
  made = 0;
  readonly #isMeant: (functionName: string) => boolean;

  /** @param part of the function's physical name */
  constructor(part: string) {
    this.#isMeant = (functionName) => functionName.includes(part);
  }

  arm(after = Number.POSITIVE_INFINITY): void {
    this.after = after;
    this.made = 0;
  }

  /** Intercepts the calls of table and bucket. */
  readonly fate = ({ functionName }: Call) => {
    if (!this.#isMeant(functionName)) return "pass";
    this.made += 1;
    return this.made > this.after ? "drop-before" : "pass";
  };

  /** Told of each invocation when it has ended: the next one is whole again. */
  readonly ended = ({ functionName }: Call) => {
    if (this.#isMeant(functionName)) this.after = Number.POSITIVE_INFINITY;
  };
}
