/** What of the package `smpp` a centre in tests needs; it brings no types of its own. */
declare module "smpp" {
  import type { EventEmitter } from "node:events";
  import type { Server, Socket } from "node:net";

  export interface Unit {
    readonly command: string;
    readonly command_status: number;
    readonly sequence_number: number;
    readonly system_id: string;
    readonly password: string;
    readonly source_addr: string;
    readonly destination_addr: string;
    readonly data_coding: number;
    readonly registered_delivery: number;
    readonly short_message: { readonly message: string; readonly udh?: readonly Buffer[] };
    response(fields?: object): Unit;
  }

  export interface Session extends EventEmitter {
    readonly socket: Socket;
    send(unit: Unit): boolean;
    deliver_sm(fields: object, answered: (answer: Unit) => void): boolean;
    on(event: string, heard: (unit: Unit) => void): this;
  }

  export function createServer(connected: (session: Session) => void): Server;
}
