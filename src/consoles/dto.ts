import { ApiProperty } from '@nestjs/swagger';
import { IsIn } from 'class-validator';

/** The consoles of a guest: its screen, and its first serial port. */
export const CONSOLE_KINDS = ['vnc'] as const;
export type ConsoleKind = (typeof CONSOLE_KINDS)[number];

/** Which console to open. */
export class OpenConsoleDto {
  @ApiProperty({ enum: CONSOLE_KINDS, description: '`vnc`: the screen, with keyboard and mouse.' })
  @IsIn(CONSOLE_KINDS)
  kind!: ConsoleKind;
}

/** A ticket for one connection. */
export class ConsoleTicketDto {
  @ApiProperty({ enum: CONSOLE_KINDS, description: 'The console that it opens.' })
  kind!: ConsoleKind;

  @ApiProperty({
    description:
      'Valid once, for the same person or token. Send it as a protocol of the WebSocket: `ticket.` and the ticket.',
    example: 'kD3v9fyGW1nq1lQGgZk0G1mW2XgqGxkR',
  })
  ticket!: string;

  @ApiProperty({
    description: 'Path of the WebSocket, below the address of the server.',
    example: '/api/v1/instances/6f0d3c0e-6b0f-4b53-8f68-1c2a3a4b5c6d/console/vnc',
  })
  path!: string;

  @ApiProperty({ format: 'date-time', description: 'When the ticket expires if it is not used.' })
  expiresAt!: string;
}

/** Somebody who has a console open. */
export class ConsoleViewerDto {
  @ApiProperty({ format: 'uuid', description: 'Id of the connection.' })
  id!: string;

  @ApiProperty({ enum: CONSOLE_KINDS, description: 'The console that is open.' })
  kind!: ConsoleKind;

  @ApiProperty({ description: 'Name of the user or token.', example: 'anna' })
  actor!: string;

  @ApiProperty({ format: 'date-time', description: 'When it was opened.' })
  since!: string;
}

/** Who has consoles of an instance open. */
export class ConsoleViewerListDto {
  @ApiProperty({ type: [ConsoleViewerDto], description: 'The connections, the earliest first.' })
  items!: ConsoleViewerDto[];
}
