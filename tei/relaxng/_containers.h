/* Hash tables of the accelerator: from a pointer to a pointer, and from a text to a pointer.

   Both use open addressing with linear probing and a load of at most two thirds; neither removes single entries. Every
   function that may allocate returns 0 when there is no memory, and then leaves the table as it was. */

#ifndef TEI_CONTAINERS_H
#define TEI_CONTAINERS_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Mixed into the hash of every text, so that nobody can write a document whose names all collide. */
static uint64_t hash_seed = 0;

static inline uint64_t mixed(uint64_t hash)
{
    hash ^= hash >> 32;
    hash *= UINT64_C(0x9E3779B97F4A7C15);
    return hash ^ (hash >> 29);
}

static inline uint64_t text_hash(const char *text, size_t size)
{
    uint64_t hash = hash_seed ^ (size * UINT64_C(0xD6E8FEB86659FD93));
    uint64_t word;
    while (size >= sizeof word) {
        memcpy(&word, text, sizeof word);
        hash = mixed(hash ^ word);
        text += sizeof word;
        size -= sizeof word;
    }
    word = 0;
    memcpy(&word, text, size);
    return mixed(hash ^ word);
}

/* From a pointer to a pointer. */

typedef struct {
    const void *key; /* NULL where the slot is free */
    void *value;
} PointerEntry;

typedef struct {
    PointerEntry *entries;
    size_t capacity; /* zero or a power of two */
    size_t count;
} PointerTable;

static inline PointerEntry *pointer_slot(const PointerTable *table, const void *key)
{
    size_t mask = table->capacity - 1;
    size_t index = (size_t)mixed((uint64_t)(uintptr_t)key) & mask;
    while (table->entries[index].key != NULL && table->entries[index].key != key)
        index = (index + 1) & mask;
    return &table->entries[index];
}

static inline void *pointer_get(const PointerTable *table, const void *key)
{
    return table->capacity ? pointer_slot(table, key)->value : NULL;
}

static int pointer_put(PointerTable *table, const void *key, void *value)
{
    if (3 * (table->count + 1) > 2 * table->capacity) {
        PointerTable larger = {NULL, table->capacity ? 2 * table->capacity : 8, table->count};
        larger.entries = calloc(larger.capacity, sizeof *larger.entries);
        if (larger.entries == NULL)
            return 0;
        for (size_t index = 0; index < table->capacity; index++)
            if (table->entries[index].key != NULL)
                *pointer_slot(&larger, table->entries[index].key) = table->entries[index];
        free(table->entries);
        *table = larger;
    }
    PointerEntry *slot = pointer_slot(table, key);
    if (slot->key == NULL) {
        slot->key = key;
        table->count++;
    }
    slot->value = value;
    return 1;
}

static void pointer_free(PointerTable *table)
{
    free(table->entries);
    *table = (PointerTable){NULL, 0, 0};
}

/* From a text, kept in the table, to a pointer. */

typedef struct {
    void *value;
    uint64_t hash;
    size_t size;
    char text[]; /* not terminated */
} TextEntry;

typedef struct {
    TextEntry **entries; /* NULL where the slot is free */
    size_t capacity;     /* zero or a power of two */
    size_t count;
} TextTable;

static inline TextEntry **text_slot(const TextTable *table, const char *text, size_t size, uint64_t hash)
{
    size_t mask = table->capacity - 1;
    size_t index = (size_t)hash & mask;
    TextEntry *entry;
    while ((entry = table->entries[index]) != NULL &&
           !(entry->hash == hash && entry->size == size && memcmp(entry->text, text, size) == 0))
        index = (index + 1) & mask;
    return &table->entries[index];
}

static inline TextEntry *text_get(const TextTable *table, const char *text, size_t size, uint64_t hash)
{
    return table->capacity ? *text_slot(table, text, size, hash) : NULL;
}

/* The text is not in the table yet. Returns its entry, NULL when there is no memory. */
static TextEntry *text_add(TextTable *table, const char *text, size_t size, uint64_t hash, void *value)
{
    if (3 * (table->count + 1) > 2 * table->capacity) {
        TextTable larger = {NULL, table->capacity ? 2 * table->capacity : 8, table->count};
        larger.entries = calloc(larger.capacity, sizeof *larger.entries);
        if (larger.entries == NULL)
            return NULL;
        for (size_t index = 0; index < table->capacity; index++) {
            TextEntry *entry = table->entries[index];
            if (entry != NULL)
                *text_slot(&larger, entry->text, entry->size, entry->hash) = entry;
        }
        free(table->entries);
        *table = larger;
    }
    TextEntry *entry = malloc(sizeof *entry + size);
    if (entry == NULL)
        return NULL;
    *entry = (TextEntry){value, hash, size};
    memcpy(entry->text, text, size);
    *text_slot(table, text, size, hash) = entry;
    table->count++;
    return entry;
}

static void text_free(TextTable *table)
{
    for (size_t index = 0; index < table->capacity; index++)
        free(table->entries[index]);
    free(table->entries);
    *table = (TextTable){NULL, 0, 0};
}

#endif
