import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { NotReadyError } from '../common/errors.js';
import { DatabaseAccess } from './database-access.js';

/** Checks whether the database can be written to. */
@Injectable()
export class DatabaseHealth {
  constructor(private readonly source: DataSource) {}

  /** @throws NotReadyError with the code of the problem */
  requireWritable(): void {
    const problem = DatabaseAccess.of(this.source).problem();
    if (problem) throw new NotReadyError(problem.code, problem.message, problem.details);
  }
}
